/** Services over fixtures, for the gallery alone: every desk command answers at once, the phone shows one set snapshot. */
import type { PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Script } from '../../core/script/script.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import type { PhoneView, Services } from '../app/services.ts';
import { history } from './fixtures.ts';

const scriptFiles = import.meta.glob<Script>('../../assets/scripts/*/*.json', { eager: true, import: 'default' });
const callerFile = import.meta.glob<readonly object[]>('../../assets/practice/callers.json', {
  eager: true,
  import: 'default',
});

export interface GalleryOptions {
  readonly locale: 'zh-CN' | 'en';
  readonly theme: 'light' | 'dark';
  readonly fail: boolean;
}

export function galleryPhone(snapshot: PhoneSnapshot): PhoneView & { show(next: PhoneSnapshot): void } {
  const listeners = new Set<() => void>();
  let current = snapshot;
  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(command: PhoneCommand) {
      console.info('phone', JSON.stringify(command));
      return Promise.resolve();
    },
    show(next) {
      current = next;
      for (const listener of listeners) listener();
    },
  };
}

export function galleryServices(phone: PhoneView, options: GalleryOptions): Services {
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    'settings.get': () => ({
      preferences: {
        locale: options.locale,
        theme: options.theme,
        bareKeys: true,
        firstRunDone: true,
        keys: { answer: 'F8', reject: 'F9', passOn: 'Shift+F8', rejectNuisance: 'Shift+F9' },
      },
      account: null,
      secret: { stored: false, where: 'file' },
      locked: [],
      profile: '/profile',
    }),
    'scripts.all': ({ locale }) => Object.values(scriptFiles).filter((script) => script.locale === locale),
    'calls.history': ({ text }) => ({
      rows: text ? history.filter((row) => row.number.key === text) : history,
      total: history.length,
      counts: {},
    }),
    'calls.today': () => ({
      answered: 37,
      blocked: 12,
      undone: 1,
      missed: 3,
      tagged: 9,
      tags: [
        { tag: 'sales', count: 5 },
        { tag: 'loan', count: 3 },
        { tag: 'silent', count: 1 },
      ],
      escalated: 2,
      decided: 1,
      meanAnswerMs: 4100,
    }),
    'escalations.all': ({ view }) =>
      view === 'mine'
        ? [
            {
              id: 'e1',
              number: '+8617190224418',
              decision: { kind: 'nuisance', note: '加入黑名单 30 天' },
              decidedBy: '赵启明',
              decidedAt: Date.now() - 2_400_000,
              context: { display: '171 9022 4418' },
            },
          ]
        : [{}, {}, {}, {}],
    'practice.callers': () => Object.values(callerFile)[0] ?? [],
    'calls.card': () => null,
  };
  const desk = new Proxy(
    {},
    {
      get: (_, feature: string) =>
        new Proxy(
          {},
          {
            get:
              (__, name: string) =>
              (input: Record<string, unknown> = {}) => {
                const path = `${feature}.${name}`;
                const answer = answers[path];
                if (answer) return Promise.resolve(answer(input));
                if (path === 'session.changes') return new Promise(() => undefined);
                if (options.fail) return Promise.reject(new Error('the disk is full'));
                return Promise.resolve({ id: 'fixture' });
              },
          },
        ),
    },
  ) as DeskClient;
  return {
    desk,
    phone,
    phoneNow: phone,
    shell: null,
    deskUp: true,
    hello: {
      contractVersion: 1,
      version: '0.1.0',
      host: 'web',
      desk: 'desk-1',
      person: { name: options.locale === 'en' ? 'Lin Xiaowen' : '林晓雯', extension: '1023', role: 'both' },
      policy: {
        version: 1,
        warnFrom: 50,
        gateFrom: 101,
        rejectFrom: 101,
        blockStatus: 607,
        maskNumbers: false,
        maskForSupervisors: true,
        keepDays: 180,
        wrapUpSeconds: 20,
        missedInARow: 3,
        vipRingsWhenNotReady: true,
        autoAnswer: false,
        autoAnswerFrom: [],
        proveLineEverySeconds: 15,
        proveLineByCall: true,
        proveLineByCallEverySeconds: 3600,
        tellPbx: { by: 'nobody' },
        askForVoicemail: false,
        sessionExpiresSeconds: 1800,
        record: 'on-demand',
        recordAnnouncement: 'tone',
        recordKeepDays: 90,
      },
      line: 'main',
      locked: [],
      warnings: [],
    },
  };
}
