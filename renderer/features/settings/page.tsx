/** Settings: sections at the left, the chosen one beside. What is typed and not yet saved stays while sections are switched. */
import {
  AudioLines,
  CircleDot,
  Headset,
  CircleX,
  Info,
  Keyboard,
  LifeBuoy,
  Moon,
  PencilLine,
  Server,
  ShieldCheck,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageProps } from '../../app/pages.tsx';
import { useServices } from '../../app/services.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { ReadFailure } from '../kit/failure-banner.tsx';
import { FeedbackSlot, useFeedback } from '../kit/feedback.tsx';
import '../kit/kit.css';
import { AboutSection } from './about-section.tsx';
import { AgentsSection, type AgentsDraft } from './agents-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { KeysSection, type KeysDraft } from './keys-section.tsx';
import type { LineDraft } from './line-draft.ts';
import { LineSection } from './line-section.tsx';
import { PolicySection, type PolicyDraft } from './policy-section.tsx';
import { RecordingSection, type RecordingDraft } from './recording-section.tsx';
import './settings.css';
import { SupportSection } from './support-section.tsx';
import { useLineTest } from './use-line-test.ts';

const icons = {
  line: Server,
  devices: AudioLines,
  keys: Keyboard,
  appearance: Moon,
  policy: ShieldCheck,
  agents: Headset,
  recording: CircleDot,
  support: LifeBuoy,
  about: Info,
} as const satisfies Record<string, LucideIcon>;
type Section = keyof typeof icons;
const sections = Object.keys(icons) as Section[];
const isSection = (name: string | undefined): name is Section => sections.some((section) => section === name);

export default function SettingsPage({ params }: PageProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { hello, shell } = useServices();
  const wanted = params['section'];
  const [section, setSection] = useState<Section>(isSection(wanted) ? wanted : 'line');
  const [seen, setSeen] = useState(params);
  if (seen !== params) {
    setSeen(params);
    if (isSection(wanted)) setSection(wanted);
  }
  const [line, setLine] = useState<LineDraft | null>(null);
  const [keys, setKeys] = useState<KeysDraft | null>(null);
  const [policy, setPolicy] = useState<PolicyDraft | null>(null);
  const [agents, setAgents] = useState<AgentsDraft | null>(null);
  const [recording, setRecording] = useState<RecordingDraft | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const feedback = useFeedback();
  const read = useDeskData(['settings'], (desk, signal) => desk.settings.get(undefined, { signal }), []);
  const settings = read.data;
  const test = useLineTest(settings?.preferences.microphone ?? null);
  useEffect(
    () =>
      shell?.onEvent((event) => {
        if (event.type === 'key-refused') setRefused(event.accelerator);
      }),
    [shell],
  );

  const unsaved: Readonly<Partial<Record<Section, boolean>>> = {
    line: line !== null,
    keys: keys !== null,
    policy: policy !== null,
    agents: agents !== null,
    recording: recording !== null,
  };
  const failed = Object.values(test.checks).filter(({ state }) => state === 'failed').length;
  const shownSections = sections.filter(
    (name) => (name !== 'policy' && name !== 'agents' && name !== 'recording') || hello.person.role !== 'agent',
  );
  const view = () => {
    if (!settings) return null;
    switch (section) {
      case 'line':
        return <LineSection settings={settings} draft={line} test={test} feedback={feedback} onDraft={setLine} />;
      case 'devices':
        return <DevicesSection settings={settings} />;
      case 'keys':
        return <KeysSection settings={settings} draft={keys} refused={refused} feedback={feedback} onDraft={setKeys} />;
      case 'appearance':
        return <AppearanceSection settings={settings} />;
      case 'policy':
        return <PolicySection settings={settings} draft={policy} feedback={feedback} onDraft={setPolicy} />;
      case 'agents':
        return <AgentsSection settings={settings} draft={agents} feedback={feedback} onDraft={setAgents} />;
      case 'recording':
        return <RecordingSection settings={settings} draft={recording} feedback={feedback} onDraft={setRecording} />;
      case 'support':
        return <SupportSection settings={settings} />;
      case 'about':
        return <AboutSection settings={settings} />;
      default:
        return section satisfies never;
    }
  };
  return (
    <div className="set">
      <h1 className="lw-sr">{t('title')}</h1>
      <div className="lw-panel set-nav">
        <nav aria-label={t('sections')}>
          {shownSections.map((name) => {
            const Icon = icons[name];
            return (
              <button
                key={name}
                type="button"
                aria-current={section === name ? 'page' : undefined}
                onClick={() => setSection(name)}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                <span>{t(`section.${name}`)}</span>
                {unsaved[name] === true && (
                  <PencilLine size={16} className="set-nav-unsaved" role="img" aria-label={t('unsavedShort')} />
                )}
                {name === 'line' && failed > 0 && (
                  <CircleX size={16} className="set-nav-wrong" aria-label={t('failedChecks', { count: failed })} />
                )}
              </button>
            );
          })}
        </nav>
        <div className="set-said">
          <FeedbackSlot feedback={feedback} />
        </div>
      </div>
      {settings ? (
        view()
      ) : (
        <div className="lw-panel set-wide">
          {read.error === null ? (
            <p className="set-about set-form">{t('common:loading')}</p>
          ) : (
            <ReadFailure error={read.error} onRetry={read.reload} />
          )}
        </div>
      )}
    </div>
  );
}
