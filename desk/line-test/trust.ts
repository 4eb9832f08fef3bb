/** Which certificate authorities the line test trusts, and a refused certificate in words. */
import { getCACertificates } from 'node:tls';
import type { LineProblem } from '../../core/contract/word-ids.ts';

/**
 * The system's store and NODE_EXTRA_CA_CERTS: what IT installs for the company. Node's own list only where the system
 * names none, since a page is judged by the system's.
 */
export function trustedAuthorities(): string[] {
  const of = (kind: 'system' | 'extra' | 'default'): string[] => {
    try {
      return getCACertificates(kind);
    } catch {
      // not every build of Node in Electron knows every kind
      return [];
    }
  };
  const system = of('system');
  return [...new Set([...(system.length > 0 ? system : of('default')), ...of('extra')])];
}

/** `code` of Node's TLS errors → the word that `lineTest.tls.<code>` explains; null: not about the certificate. */
export function certificateProblem(code: string | undefined): LineProblem | null {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'not-yet-valid';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'wrong-host';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'unknown-ca';
    case 'CERT_REVOKED':
      return 'revoked';
    default:
      return null;
  }
}
