// Loaded (--require) before the script of a utility process in the lab: gives it Electron's process.parentPort over Node's IPC.
'use strict';
const { EventEmitter } = require('node:events');
const { isMainThread } = require('node:worker_threads');
const { Relay, pack, unpack } = require('./relay.cjs');

const send = (frame) => {
  if (process.connected) process.send(pack(frame), () => undefined);
};
const relay = new Relay(send, 1);

/** Keeps messages until somebody listens, as Electron's does. */
class ParentPort extends EventEmitter {
  constructor() {
    super();
    this.waiting = [];
    this.on('newListener', (event) => {
      // The listener is not there yet while this event is emitted.
      if (event === 'message') setImmediate(() => this.flush());
    });
  }

  flush() {
    if (this.listenerCount('message') === 0) return;
    for (const event of this.waiting.splice(0)) this.emit('message', event);
  }

  deliver(event) {
    this.waiting.push(event);
    this.flush();
  }

  postMessage(data) {
    send({ kind: 'parent', data });
  }

  start() {
    this.flush();
  }

  pause() {}
}

// Node preloads this in the process's worker threads and in what it forks, too; only the process itself has the port.
if (isMainThread && process.send !== undefined) {
  const parentPort = new ParentPort();
  process.on('message', (text) => {
    const frame = unpack(text);
    if (frame.kind === 'parent') parentPort.deliver({ data: frame.data, ports: relay.take(frame.ports) });
    else relay.receive(frame);
  });
  // Electron ends a utility process together with its browser process, however that ended.
  process.once('disconnect', () => process.exit(0));

  Object.defineProperty(process, 'parentPort', { value: parentPort });
  Object.defineProperty(process, 'type', { value: 'utility' });
}
