// protocol.handle (Electron 25) and net.fetch for files on Electron 22's registerBufferProtocol; with as much of fetch's
// Request, Response and Headers as a handler of static files needs. Node 16 has none of them. Pages get old-page.js on top.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

class Headers {
  constructor(init) {
    this.map = new Map();
    const entries =
      init === undefined || init === null
        ? []
        : typeof init[Symbol.iterator] === 'function'
          ? init
          : Object.entries(init);
    for (const [name, value] of entries) this.append(name, value);
  }
  append(name, value) {
    const key = String(name).toLowerCase();
    this.map.set(key, this.map.has(key) ? `${this.map.get(key)}, ${value}` : String(value));
  }
  set(name, value) {
    this.map.set(String(name).toLowerCase(), String(value));
  }
  get(name) {
    return this.map.get(String(name).toLowerCase()) ?? null;
  }
  has(name) {
    return this.map.has(String(name).toLowerCase());
  }
  delete(name) {
    this.map.delete(String(name).toLowerCase());
  }
  forEach(callback) {
    for (const [name, value] of this.map) callback(value, name, this);
  }
  entries() {
    return this.map.entries();
  }
  keys() {
    return this.map.keys();
  }
  values() {
    return this.map.values();
  }
  [Symbol.iterator]() {
    return this.map.entries();
  }
}

async function bytesOf(body) {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (typeof body[Symbol.asyncIterator] === 'function') {
    const chunks = [];
    for await (const chunk of body) chunks.push(await bytesOf(chunk));
    return Buffer.concat(chunks);
  }
  throw new TypeError('A Response of the lab takes text, bytes or a stream');
}

class Body {
  constructor(body, headers) {
    this.body = body ?? null;
    this.headers = new Headers(headers);
  }
  async arrayBuffer() {
    const bytes = await bytesOf(this.body);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
  async text() {
    return (await bytesOf(this.body)).toString('utf8');
  }
  async json() {
    return JSON.parse(await this.text());
  }
}

class Response extends Body {
  constructor(body, init = {}) {
    super(body, init.headers);
    this.status = init.status ?? 200;
    this.statusText = init.statusText ?? '';
    this.ok = this.status >= 200 && this.status < 300;
  }
}

class Request extends Body {
  constructor(url, init = {}) {
    super(init.body, init.headers);
    this.url = String(url);
    this.method = init.method ?? 'GET';
  }
}

const oldPage = fs.readFileSync(path.join(__dirname, 'old-page.js'), 'utf8');

/** A page's first script is the lab's, under the nonce that the page's own policy names. */
function withOldPage(headers, bytes) {
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
  if (nonce === undefined || !/^text\/html/.test(headers.get('content-type') ?? '')) return bytes;
  const html = bytes.toString('utf8');
  return Buffer.from(html.replace(/<head[^>]*>/, (head) => `${head}<script nonce="${nonce}">${oldPage}</script>`));
}

function installProtocolHandle(electron) {
  globalThis.Headers ??= Headers;
  globalThis.Response ??= Response;
  globalThis.Request ??= Request;

  const { protocol, net } = electron;
  protocol.handle ??= (scheme, handler) => {
    protocol.registerBufferProtocol(scheme, async ({ url, method, headers }, done) => {
      try {
        const response = await handler(new globalThis.Request(url, { method, headers }));
        const type = response.headers.get('content-type') ?? 'application/octet-stream';
        done({
          statusCode: response.status,
          headers: Object.fromEntries(response.headers.entries()),
          mimeType: type.split(';')[0].trim(),
          charset: /charset=([^;]+)/i.exec(type)?.[1]?.trim() ?? 'utf-8',
          data: withOldPage(response.headers, await bytesOf(response.body)),
        });
      } catch (error) {
        console.error(`protocol ${scheme}: ${url}: ${error?.stack ?? error}`);
        done({ error: -2 }); // net::ERR_FAILED, as Electron answers a handler that threw
      }
    });
  };
  protocol.isProtocolHandled ??= (scheme) => protocol.isProtocolRegistered(scheme);
  protocol.unhandle ??= (scheme) => protocol.unregisterProtocol(scheme);

  net.fetch ??= async (input) => {
    const url = new URL(typeof input === 'string' ? input : input.url);
    if (url.protocol !== 'file:') throw new TypeError(`net.fetch of the lab reads files only, not ${url.protocol}`);
    try {
      return new globalThis.Response(await fs.promises.readFile(fileURLToPath(url)));
    } catch {
      throw new TypeError('net::ERR_FILE_NOT_FOUND');
    }
  };
}

module.exports = { installProtocolHandle };
