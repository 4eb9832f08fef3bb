/** The headers that fence in the page: the policy of content, and what browsers may do with our answers. Pure. */

export interface PageFence {
  readonly nonce: string;
  readonly port: number;
  /** origins of the line's servers, e.g. `wss://pbx.example` */
  readonly connectSrc: readonly string[];
}

export const plainHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'microphone=(self), speaker-selection=(self), autoplay=(self), camera=(), geolocation=(), display-capture=(), hid=(self), usb=(), serial=(), payment=()',
  'X-Frame-Options': 'DENY',
};

/** For answers that are no pages: nothing may be loaded, should a browser show one all the same. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export function contentSecurityPolicy({ nonce, port, connectSrc }: PageFence): string {
  const connect = [
    "'self'",
    // older browsers do not count ws: as 'self'
    `ws://127.0.0.1:${port}`,
    `ws://localhost:${port}`,
    ...new Set(connectSrc.filter(isOrigin)),
  ];
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A value from the settings must never be able to add a directive. */
function isOrigin(text: string): boolean {
  return /^wss?:\/\/[A-Za-z0-9.\-[\]:]+$/.test(text);
}
