// The lab's own certificate authority and what it signs, made with openssl; plus certutil, by which a test profile trusts it.
// Nothing here may touch the machine's own certificate store.
import { execFile } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Authority {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface ServerCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * `trusted`: signed by the lab's authority for 127.0.0.1. The others are what a phone must refuse: signed by an unknown
 * authority, issued for another name, or out of date.
 */
export type CertificateKind = 'trusted' | 'unknown-authority' | 'wrong-name' | 'expired';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];

/** The authority in `dir`, made at its first use; made whole in a folder beside it first, so that a second starter never sees half of it. */
export async function ensureAuthority(dir: string, name = 'Linewarden lab CA'): Promise<Authority> {
  const authority = { certFile: path.join(dir, 'ca.pem'), keyFile: path.join(dir, 'ca.key') };
  if (existsSync(authority.certFile)) return authority;
  mkdirSync(path.dirname(dir), { recursive: true });
  const draft = mkdtempSync(`${dir}.`);
  const config = path.join(draft, 'ca.cnf');
  writeFileSync(
    config,
    '[req]\ndistinguished_name=dn\nx509_extensions=v3\nprompt=no\n' +
      // A name of its own: NSS and path building tell authorities apart by it.
      `[dn]\nO=Linewarden\nCN=${name} ${randomBytes(4).toString('hex')}\n` +
      '[v3]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n',
  );
  const out = ['-keyout', path.join(draft, 'ca.key'), '-out', path.join(draft, 'ca.pem')];
  await run('openssl', ['req', '-x509', '-config', config, ...newKey, '-days', '30', ...out]);
  try {
    renameSync(draft, dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(authority.certFile)) throw error;
  }
  return authority;
}

export async function issueCertificate(
  authority: Authority,
  dir: string,
  kind: Exclude<CertificateKind, 'unknown-authority'>,
  domain: string,
): Promise<ServerCertificate> {
  const certFile = path.join(dir, 'server.pem');
  const keyFile = path.join(dir, 'server.key');
  const request = path.join(dir, 'server.csr');
  const extensions = path.join(dir, 'server.ext');
  const names = kind === 'wrong-name' ? 'DNS:elsewhere.example' : `IP:127.0.0.1,DNS:localhost,DNS:${domain}`;
  writeFileSync(
    extensions,
    'basicConstraints=CA:false\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n' +
      `subjectAltName=${names}\nauthorityKeyIdentifier=keyid\n`,
  );
  await run('openssl', [
    'req',
    '-new',
    ...newKey,
    '-subj',
    `/O=Linewarden/CN=${domain}`,
    '-keyout',
    keyFile,
    '-out',
    request,
  ]);
  const signer = [
    '-CA',
    authority.certFile,
    '-CAkey',
    authority.keyFile,
    '-CAcreateserial',
    '-CAserial',
    path.join(dir, 'serial'),
  ];
  const days = kind === 'expired' ? '-1' : '7';
  await run('openssl', [
    'x509',
    '-req',
    '-in',
    request,
    ...signer,
    '-days',
    days,
    '-extfile',
    extensions,
    '-out',
    certFile,
  ]);
  return { certFile, keyFile };
}

/** Everything that a server needs for one kind of certificate; `dir` belongs to the caller. */
export async function serverCertificate(
  authority: Authority,
  dir: string,
  kind: CertificateKind,
  domain: string,
): Promise<ServerCertificate> {
  if (kind !== 'unknown-authority') return issueCertificate(authority, dir, kind, domain);
  const stranger = await ensureAuthority(path.join(dir, 'stranger'), 'A CA that nobody knows');
  return issueCertificate(stranger, dir, 'trusted', domain);
}

/** Makes Chromium and Electron that are started with HOME=`home` trust the authority: both read the NSS database there. */
export async function trustAuthority(authority: Pick<Authority, 'certFile'>, home: string): Promise<void> {
  const dir = path.join(home, '.pki', 'nssdb');
  const database = `sql:${dir}`;
  if (!existsSync(path.join(dir, 'cert9.db'))) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    await run('certutil', ['-d', database, '-N', '--empty-password']);
  }
  const { fingerprint256 } = new X509Certificate(readFileSync(authority.certFile));
  const nickname = `Linewarden lab ${fingerprint256.replaceAll(':', '').slice(0, 16)}`;
  const known = await run('certutil', ['-d', database, '-L', '-n', nickname]).then(
    () => true,
    () => false,
  );
  if (!known) await run('certutil', ['-d', database, '-A', '-t', 'C,,', '-n', nickname, '-i', authority.certFile]);
}
