/** The Content-Security-Policy of a page of the app: one nonce a response, connections only where the page needs them. */

export type PageKind = 'main' | 'card' | 'phone';

/** `connectSrc`: origins of the line's servers; only the phone window connects anywhere. */
export function contentSecurityPolicy(page: PageKind, nonce: string, connectSrc: readonly string[]): string {
  const connect = page === 'phone' && connectSrc.length > 0 ? connectSrc.join(' ') : "'none'";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // antd writes its styles into elements that carry the nonce; style attributes cannot run anything
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `media-src ${page === 'phone' ? "'self' blob:" : "'self'"}`,
    "worker-src 'self'",
    `connect-src ${connect}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
