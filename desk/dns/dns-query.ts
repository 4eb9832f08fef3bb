/**
 * Asks a DNS server one question: by UDP, and by TCP where the answer does not fit (RFC 1035 4.2). Tries the servers in order;
 * keeps nothing.
 */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { readAnswer, writeQuestion, type DnsAnswer, type DnsRecord, type DnsType } from './dns-message.ts';

export interface DnsServer {
  readonly host: string;
  readonly port: number;
}

export type DnsQuery = (name: string, type: DnsType) => Promise<readonly DnsRecord[]>;

const limitMs = 1_500;

/** `10.0.0.1`, `10.0.0.1:5353`, `fd00::1`, `[fd00::1]:5353`: as Node's `dns.getServers()` writes them. */
export function readServer(text: string): DnsServer {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const plain = /^([^:]+):(\d+)$/.exec(text);
  const found = bracketed ?? plain;
  return { host: found?.[1] ?? text, port: Number(found?.[2] ?? 53) };
}

/** Rejects where no server answers; a name that does not exist has no records. */
export function dnsQuery(servers: () => readonly DnsServer[]): DnsQuery {
  return async (name, type) => {
    let failure: unknown = new Error('no DNS server is known');
    for (const server of servers()) {
      try {
        const { rcode, records } = await ask(server, name, type);
        // 3: no such name. Others (refused, failure) are this server's own trouble.
        if (rcode === 0 || rcode === 3) return records;
        failure = new Error(`${server.host} answered with code ${rcode}`);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };
}

async function ask(server: DnsServer, name: string, type: DnsType): Promise<DnsAnswer> {
  const id = randomInt(0x1_0000);
  const question = writeQuestion(id, name, type);
  const answer = await byUdp(server, question, id);
  return answer.isTruncated ? byTcp(server, question, id) : answer;
}

function byUdp({ host, port }: DnsServer, question: Buffer, id: number): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    let isDone = false;
    const done = (act: () => void): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      socket.close();
      act();
    };
    const timer = setTimeout(() => done(() => reject(new Error(`${host}: no answer`))), limitMs);
    socket.on('error', (error) => done(() => reject(error)));
    socket.on('message', (message) => {
      try {
        const answer = readAnswer(message);
        // somebody else's, or forged
        if (answer.id === id) done(() => resolve(answer));
      } catch {
        // what does not parse is no answer: the right one may still come
      }
    });
    // not as connect()'s callback, which is called with an error, too: with no network the question would be sent nowhere, and throw
    socket.once('connect', () => socket.send(question));
    try {
      // connected: only this server's datagrams arrive, and a closed port is an error at once
      socket.connect(port, host);
    } catch (error) {
      done(() => reject(error instanceof Error ? error : new Error(String(error))));
    }
  });
}

function byTcp({ host, port }: DnsServer, question: Buffer, id: number): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    let received = Buffer.alloc(0);
    socket.setTimeout(limitMs, () => socket.destroy(new Error(`${host}: no answer by TCP`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${host}: closed before its answer`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      socket.destroy();
      try {
        const answer = readAnswer(received.subarray(2, 2 + received.readUInt16BE(0)));
        if (answer.id === id) resolve(answer);
        else reject(new Error(`${host}: another question's answer`));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    socket.write(Buffer.concat([length, question]));
  });
}
