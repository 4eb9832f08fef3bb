// Electron's utilityProcess for the lab's Electron 22, on a Node 24 child process (main process's side).
// Same surface as Electron's: fork, pid, stdout, stderr, postMessage with transfer, kill, spawn / message / exit.
'use strict';
const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');
const path = require('node:path');
const { app } = require('electron');
const { Relay, pack, unpack } = require('./relay.cjs');

const living = new Set();
// A utility process never outlives its browser process.
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Electron's stdio: 'pipe' | 'ignore' | 'inherit' or one each for stdin (always ignored), stdout and stderr. */
function outputs(stdio = 'inherit') {
  return Array.isArray(stdio) ? [stdio[1] ?? 'inherit', stdio[2] ?? 'inherit'] : [stdio, stdio];
}

class UtilityProcess extends EventEmitter {
  constructor(modulePath, args, options) {
    super();
    this.serviceName = options.serviceName ?? 'Node Utility Process';
    this.child = spawn(
      process.env.LAB_NODE,
      [...(options.execArgv ?? []), '--require', path.join(__dirname, 'utility-child.cjs'), modulePath, ...args],
      {
        env: options.env ?? process.env,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        stdio: ['ignore', ...outputs(options.stdio), 'ipc'],
        // Not 'advanced': its buffers lie outside the memory cage of this Electron's V8, which ends the whole browser process with a
        // trap when it frees some hundreds of them. Frames go as text: `pack`.
        serialization: 'json',
      },
    );
    living.add(this.child);
    this.pid = this.child.pid;
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.killed = false;
    this.relay = new Relay((frame) => this.send(frame), 0);
    this.child.once('spawn', () => this.emit('spawn'));
    this.child.once('exit', (code, signal) => this.ended(code, signal));
    this.child.once('error', (error) => {
      // Without a process (LAB_NODE is wrong, say) there is no `exit` from Node.
      console.error(`utility process ${modulePath}: ${error.message}`);
      if (this.child.pid === undefined) this.ended(1, null);
    });
    this.child.on('message', (text) => {
      const frame = unpack(text);
      if (frame.kind === 'parent') this.emit('message', frame.data);
      else this.relay.receive(frame);
    });
  }

  send(frame) {
    // The channel may break at any moment; then `exit` says so.
    if (this.child.connected) this.child.send(pack(frame), () => undefined);
  }

  ended(code, signal) {
    living.delete(this.child);
    this.pid = undefined;
    this.relay.end();
    // A signal counts as in a shell; what Electron says there differs by system, so the product must only rely on "not 0".
    const exitCode = code ?? 128 + (require('node:os').constants.signals[signal] ?? 0);
    const reason = this.killed
      ? 'killed'
      : exitCode === 0
        ? 'clean-exit'
        : signal === null
          ? 'abnormal-exit'
          : 'crashed';
    if (reason !== 'clean-exit') {
      app.emit(
        'child-process-gone',
        {},
        { type: 'Utility', reason, exitCode, serviceName: this.serviceName, name: this.serviceName },
      );
    }
    this.emit('exit', exitCode);
  }

  postMessage(data, transfer = []) {
    this.send({ kind: 'parent', data, ports: this.relay.give(transfer) });
  }

  kill() {
    this.killed = true;
    return this.pid !== undefined && this.child.kill();
  }
}

const utilityProcess = {
  fork(modulePath, args = [], options = {}) {
    return Array.isArray(args)
      ? new UtilityProcess(modulePath, args, options)
      : new UtilityProcess(modulePath, [], args);
  },
};

module.exports = { utilityProcess };
