// The smallest application that shows whether the lab's Electron does what the product asks of one; driven by ../smoke.ts.
'use strict';
// oxlint-disable unicorn/require-post-message-target-origin -- these are MessagePorts, not windows
const { app, BrowserWindow, MessageChannelMain, protocol, utilityProcess } = require('electron');
const fs = require('node:fs/promises');
const path = require('node:path');

const events = [];
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('child-process-gone', (_event, { type, reason, exitCode }) => events.push(`gone ${type} ${reason} ${exitCode}`));

function fork(name) {
  const desk = utilityProcess.fork(path.join(__dirname, 'desk.cjs'), ['--name', name], { serviceName: 'desk' });
  desk.on('spawn', () => events.push(`${name} spawn`));
  desk.on('exit', (code) => events.push(`${name} exit ${code}`));
  desk.on('message', (message) => events.push(`${name} says ${JSON.stringify(message)}`));
  return desk;
}

void app.whenReady().then(async () => {
  protocol.handle('app', async ({ url }) => {
    const file = path.join(__dirname, path.basename(new URL(url).pathname));
    return new Response(await fs.readFile(file), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  });
  const window = new BrowserWindow({
    width: 800,
    height: 500,
    webPreferences: { sandbox: true, contextIsolation: true, preload: path.join(__dirname, 'preload.cjs') },
  });
  const desk = fork('first');
  // Sent before the child listens: Electron keeps it.
  desk.postMessage({ hello: 'early' });
  const { port1, port2 } = new MessageChannelMain();
  desk.postMessage('port', [port1]);
  await window.loadURL('app://smoke/index.html');
  window.webContents.postMessage('port', null, [port2]);

  // A channel whose both ends are asked about: one in the child, one here.
  const extra = new MessageChannelMain();
  extra.port2.on('message', ({ data }) => events.push(`main hears ${JSON.stringify(data)}`));
  extra.port2.on('close', () => events.push('main port closed'));
  extra.port2.start();
  desk.postMessage('second port', [extra.port1]);

  globalThis.smoke = { app, events, desk, fork, extra, window };
});
