// MessagePorts over a Node IPC channel: both ends of the wire between Electron's main process and a utility process use this.
// A transferred port gets a number; messages and `close` for it travel as frames with that number. Knows nothing else.
'use strict';
const { EventEmitter } = require('node:events');

/** What a structured clone carries and JSON does not, of what anybody sends here. */
const kinds = {
  bigint: { is: (value) => typeof value === 'bigint', pack: String, unpack: BigInt },
  date: { is: (value) => value instanceof Date, pack: (value) => value.getTime(), unpack: (value) => new Date(value) },
  bytes: {
    is: (value) => value instanceof Uint8Array,
    pack: (value) => Buffer.from(value).toString('base64'),
    unpack: (value) => new Uint8Array(Buffer.from(value, 'base64')),
  },
};

function pack(frame) {
  return JSON.stringify(frame, function (key, value) {
    // a Date's toJSON was asked before
    const original = this[key];
    const kind = Object.keys(kinds).find((name) => kinds[name].is(original));
    return kind === undefined ? value : { $lab: kind, value: kinds[kind].pack(original) };
  });
}

function unpack(text) {
  return JSON.parse(text, (_key, value) => {
    const kind = value === null ? undefined : kinds[value.$lab];
    return kind === undefined ? value : kind.unpack(value.value);
  });
}

/**
 * Frames: {kind: 'parent', data, ports: number[]}  parentPort / UtilityProcess.postMessage
 *         {kind: 'port', id, data, ports}          a message on a transferred port
 *         {kind: 'close', id}                      the other end of it is closed
 * Even numbers are given out by the main process, odd ones by the utility process.
 */
class Relay {
  constructor(send, firstId) {
    this.send = send;
    this.nextId = firstId;
    /** Ports of this process whose other end is in the other one: number → port. */
    this.ports = new Map();
  }

  /** Announces real ports (MessagePortMain) to the other process; returns their numbers. */
  give(transfer) {
    return transfer.map((port) => {
      const id = this.nextId;
      this.nextId += 2;
      this.ports.set(id, port);
      port.on('message', ({ data, ports }) => {
        this.send({ kind: 'port', id, data, ports: this.give(ports ?? []) });
      });
      port.on('close', () => {
        if (this.ports.delete(id)) this.send({ kind: 'close', id });
      });
      port.start();
      return id;
    });
  }

  /** Makes ports for the numbers that the other process announced. */
  take(ids) {
    return (ids ?? []).map((id) => {
      const port = new RelayedPort(this, id);
      this.ports.set(id, port);
      return port;
    });
  }

  /** Handles `port` and `close` frames. */
  receive(frame) {
    const port = this.ports.get(frame.id);
    if (port === undefined) return;
    if (frame.kind === 'close') {
      this.ports.delete(frame.id);
      if (port instanceof RelayedPort) port.end();
      else port.close();
    } else if (port instanceof RelayedPort) {
      port.deliver({ data: frame.data, ports: this.take(frame.ports) });
    } else {
      port.postMessage(frame.data);
    }
  }

  /** The other process is gone: every port's other end is closed. */
  end() {
    const ports = [...this.ports.values()];
    this.ports.clear();
    for (const port of ports) {
      if (port instanceof RelayedPort) port.end();
      else port.close();
    }
  }
}

/** What a MessagePortMain is to its holder: keeps messages until start(), emits `message` {data, ports} and once `close`. */
class RelayedPort extends EventEmitter {
  constructor(relay, id) {
    super();
    this.relay = relay;
    this.id = id;
    this.started = false;
    this.closed = false;
    this.waiting = [];
  }

  postMessage(data, transfer = []) {
    // A utility process cannot make MessagePorts in Electron either; it could only pass on one that it was given.
    if (transfer.length > 0) throw new Error('The lab cannot transfer a port out of a utility process');
    if (!this.closed) this.relay.send({ kind: 'port', id: this.id, data, ports: [] });
  }

  start() {
    if (this.started) return;
    this.started = true;
    for (const event of this.waiting.splice(0)) this.emit('message', event);
  }

  close() {
    if (this.closed) return;
    if (this.relay.ports.delete(this.id)) this.relay.send({ kind: 'close', id: this.id });
    // Like a MessagePortMain: the end that closes hears of it, too.
    setImmediate(() => this.end());
  }

  deliver(event) {
    if (this.closed) return;
    if (this.started) this.emit('message', event);
    else this.waiting.push(event);
  }

  end() {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }
}

module.exports = { Relay, pack, unpack };
