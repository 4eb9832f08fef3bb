/** What happened with a number, by day, newest first. Sentences by `timeline.<type>`; enumerated parameters are put in words. */
import {
  Ban,
  CircleDot,
  ListFilter,
  MessageSquare,
  PhoneCall,
  PhoneMissed,
  PhoneOff,
  ScrollText,
  Siren,
  Tag,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../core/contract/calls.ts';
import { fill } from '../../i18n/fill.ts';
import { formatDuration } from '../../ui/format.ts';
import { timelineLines } from './timeline-items.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  call: PhoneCall,
  script: ScrollText,
  number: Tag,
  tag: Undo2,
  note: MessageSquare,
  list: ListFilter,
  escalation: Siren,
  rejection: Undo2,
  recording: CircleDot,
};
const outcomeIcons: Readonly<Record<string, LucideIcon>> = {
  missed: PhoneMissed,
  declined: PhoneOff,
  rejected: Ban,
  blocked: Ban,
  failed: PhoneOff,
};
const shortLength = 6;

function iconOf({ type, params }: TimelineItem): LucideIcon {
  const outcome = params['outcome'];
  if (typeof outcome === 'string' && outcomeIcons[outcome]) return outcomeIcons[outcome];
  return icons[type.split('.')[0] ?? ''] ?? CircleDot;
}

/** Namespaces of the common words in which a parameter's value has a name. */
const named: Readonly<Record<string, readonly string[]>> = {
  tag: ['tag'],
  outcome: ['outcome'],
  list: ['list'],
  kind: ['list', 'decision'],
  decision: ['decision'],
  action: ['action'],
  subtype: ['subtype'],
  band: ['risk'],
};

interface TimelineProps {
  readonly items: readonly TimelineItem[];
  readonly clock: (at: number) => string;
  readonly day: (at: number) => string;
}

export function Timeline({ items, clock, day }: TimelineProps) {
  const { t, i18n } = useTranslation(['history', 'common']);
  const [isWhole, setWhole] = useState(false);
  const lines = timelineLines(items);
  const shown = isWhole ? lines : lines.slice(0, shortLength);

  const word = (name: string, value: string | number): string | number => {
    if (name === 'end') {
      const why: unknown = i18n.getResource(i18n.language, 'recording', `end.${value}`);
      if (typeof why === 'string') return why;
    }
    for (const group of named[name] ?? []) {
      const text: unknown = i18n.getResource(i18n.language, 'common', `${group}.${value}`);
      if (typeof text === 'string') return text;
    }
    if (name === 'talkMs' && typeof value === 'number') return value > 0 ? formatDuration(value) : '';
    return value;
  };
  const sentence = ({ type, params }: TimelineItem): string => {
    const template: unknown = i18n.getResource(i18n.language, 'history', `timeline.${type.replace('.', '-')}`);
    const words = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value)]));
    return typeof template === 'string' ? fill(template, words).trim() : type;
  };
  const detail = ({ author, params }: TimelineItem): string =>
    [
      params['text'] ?? params['note'] ?? params['reason'] ?? params['why'] ?? '',
      author === 'system' ? t('system') : author,
    ]
      .filter((part) => part !== '')
      .join(t('common:dot'));

  if (lines.length === 0) return <p className="hist-none">{t('noTimeline')}</p>;
  return (
    <>
      <ol className="hist-timeline">
        {shown.map((item, index) => {
          const Icon = iconOf(item);
          const head = day(item.at);
          const before = shown[index - 1];
          return (
            <li key={item.id}>
              {(!before || day(before.at) !== head) && <span className="kit-meta hist-day">{head}</span>}
              <time>{clock(item.at)}</time>
              <i aria-hidden="true">
                <Icon size={14} />
              </i>
              <div>
                <span>{sentence(item)}</span>
                <span className="kit-meta">{detail(item)}</span>
              </div>
            </li>
          );
        })}
      </ol>
      {lines.length > shortLength && !isWhole && (
        <button type="button" className="lw-link" onClick={() => setWhole(true)}>
          {t('timelineAll', { count: lines.length })}
        </button>
      )}
    </>
  );
}
