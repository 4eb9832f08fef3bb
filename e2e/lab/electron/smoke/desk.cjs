// The utility process of the smoke test: echoes on every port with proof of Node 24, and ends as it is told.
'use strict';
// oxlint-disable unicorn/require-post-message-target-origin -- these are MessagePorts, not windows
const { DatabaseSync } = require('node:sqlite');
const { sqlite } = new DatabaseSync(':memory:').prepare('select sqlite_version() as sqlite').get();
const { parentPort } = process;
// The product's desk service works with threads: they must come up with all that the lab preloads.
const { Worker } = require('node:worker_threads');
const thread = new Worker('require("node:worker_threads").parentPort.postMessage(typeof process.parentPort)', {
  eval: true,
});
thread.once('message', (kind) => parentPort.postMessage(`thread: ${kind}`));
thread.once('error', (error) => parentPort.postMessage(`thread failed: ${error.message}`));

// Late on purpose: what came before must have been kept.
setTimeout(() => {
  parentPort.on('message', ({ data, ports }) => {
    if (ports.length === 0) parentPort.postMessage({ heard: data });
    for (const port of ports) {
      port.on('message', (event) => {
        if (event.data === 'close') port.close();
        else if (event.data === 'crash') process.kill(process.pid, 'SIGKILL');
        else if (event.data === 'quit') process.exit(7);
        else port.postMessage({ echo: event.data, node: process.versions.node, sqlite, argv: process.argv.slice(2) });
      });
      port.on('close', () => parentPort.postMessage(`closed: ${data}`));
      setTimeout(() => port.start(), 20);
    }
  });
}, 100);
