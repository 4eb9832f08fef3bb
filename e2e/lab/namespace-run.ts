// Runs an Electron in another network namespace and lets its driver in: `namespace-run.ts PID SOCKET PROGRAM ARGS…`.
// A debugger's port that the program announces is opened here as well, before the driver reads of it, and joined to the one over
// there by a file socket, which no network namespace keeps apart. With `--bridge SOCKET` it is the other end of that.
import { spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

function join(a: Socket, b: Socket): void {
  a.pipe(b);
  b.pipe(a);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** Over there: the first four bytes name the port that is meant. */
function bridge(path: string): void {
  createServer((socket) => {
    socket.once('readable', () => {
      const head = socket.read(4) as Buffer | null;
      if (head === null) socket.destroy();
      else join(socket, connect(head.readUInt32BE(), '127.0.0.1'));
    });
    socket.on('error', () => undefined);
  }).listen(path, () => process.stdout.write('ready\n'));
}

function open(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      const far = connect(path, () => {
        const head = Buffer.alloc(4);
        head.writeUInt32BE(port);
        far.write(head);
        join(socket, far);
      });
      far.on('error', () => socket.destroy());
    });
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function run(pid: string, path: string, command: readonly string[]): void {
  // our rights over this network are not the product's; it ends with us
  const guards = ['--inh-caps=-all', '--ambient-caps=-all', '--pdeathsig', 'KILL', '--'];
  const [program, ...args] = ['nsenter', '-t', pid, '-n', '--', 'setpriv', ...guards, ...command] as const;
  const child = spawn(program, args, {
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 128));
  const lines = createInterface({ input: child.stderr });
  let before: Promise<unknown> = Promise.resolve();
  lines.on('line', (line) => {
    const port = /listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
    before = before
      .then(() => (port === undefined ? undefined : open(Number(port), path)))
      .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
      .then(() => process.stderr.write(`${line}\n`));
  });
}

const [first = '', second = '', ...command] = process.argv.slice(2);
if (first === '--bridge') bridge(second);
else run(first, second, command);
