/** What a check of the line test found, in words that can be read without knowing protocols. What it does not know it leaves as it is. */
import type { TFunction } from 'i18next';
import type { LineCheck } from '../../../core/contract/admin.ts';
import { publicUrl } from './test-report.ts';

type T = TFunction<readonly ['settings', 'common']>;
const minus = '\u2212';

/** Empty where the words of the check itself say it all. */
export function foundWords({ id, detail }: Pick<LineCheck, 'id' | 'detail'>, t: T): string {
  switch (id) {
    case 'dns':
      return detail;
    case 'tls': {
      const [, version, until] = /^TLSv?([\d.]+)\D*(\d{4}-\d{2}-\d{2})?/.exec(detail) ?? [];
      if (version === undefined) return detail;
      return until === undefined ? t('found.tls', { version }) : t('found.tlsUntil', { version, until });
    }
    case 'websocket':
      return publicUrl(detail);
    case 'register':
      // 200 OK, and nothing else
      return '';
    case 'round-trip':
      return detail === '' ? '' : t('found.roundTrip', { time: detail });
    case 'ice':
    case 'media':
      return detail
        .split(', ')
        .map((part) => {
          const [, kind, count] = /^(host|srflx|prflx|relay) (\d+)$/.exec(part) ?? [];
          if (kind === undefined || count === undefined) return part;
          return t(`found.${kind as 'host' | 'srflx' | 'prflx' | 'relay'}`, { count: Number(count) });
        })
        .join(t('common:comma'));
    case 'microphone': {
      const [, name, level] = /^(.*?) ?(-?\d+) dBFS$/.exec(detail) ?? [];
      if (name === undefined || level === undefined) return detail;
      const words = t('found.loudness', { level: level.replace('-', minus) });
      return name === '' ? words : [name, words].join(t('common:comma'));
    }
    case 'loopback': {
      const [, score, loss, jitter, codec] = /^MOS ([\d.]+), ([\d.]+) %, ([\d.]+) ms, (.*)$/.exec(detail) ?? [];
      if (score === undefined || loss === undefined || jitter === undefined || codec === undefined) return detail;
      return t('found.sound', { score, loss, jitter, codec });
    }
    default:
      return id satisfies never;
  }
}

/** How long a check took. */
export function tookWords(ms: number, t: T): string {
  return ms < 1000 ? t('ms', { ms }) : t('tookSeconds', { seconds: (ms / 1000).toFixed(1) });
}
