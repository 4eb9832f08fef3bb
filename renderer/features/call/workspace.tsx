/** The page during a call and its wrap-up: call panel, script, history, key strip; three, two or one column. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { tags } from '../../../core/tag/tag.ts';
import { numberOf } from '../../state/call-commands.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { useKeys, type KeyBindings } from '../../ui/keys.ts';
import { useLayout, type Layout } from '../../ui/use-layout.ts';
import { ScriptPanel } from '../script/script-panel.tsx';
import { CallPanel } from './call-panel.tsx';
import './call.css';
import { FeedbackSlot } from './feedback-slot.tsx';
import { HistoryList, HistoryPanel } from './history-panel.tsx';
import { KeyStrip } from './key-strip.tsx';
import { NoteField } from './note-field.tsx';
import { OtherCalls } from './other-calls.tsx';
import { useCallActions } from './use-call-actions.ts';
import { WhyList } from './why-list.tsx';

/** The phone keeps the card fresh while a call lives; in the wrap-up the page asks itself. */
function useFreshCard(call: PhoneCall): PhoneCall {
  const number = numberOf(call);
  const isOver = call.call.state === 'ended';
  const { data } = useDeskData(
    ['tags', 'lists', 'contacts', 'numbers'],
    async (desk, signal) => (isOver && number !== null ? desk.calls.card({ call: call.id, number }, { signal }) : null),
    [call.id, number, isOver],
  );
  if (!data || !isOver || data.number.key !== number || (call.card && call.card.at > data.at)) return call;
  return { ...call, card: data, previousScore: call.card?.verdict.risk.score ?? null };
}

function useWorkspaceKeys(
  call: PhoneCall,
  keypad: boolean,
  setKeypad: (open: boolean) => void,
  toggleTransfer: () => void,
): void {
  const commands = useCallCommands();
  const isLive = call.call.state === 'live';
  const keys: Record<string, KeyBindings[string]> = { KeyU: () => commands.undo() };
  tags.forEach((tag, index) => {
    const digit = (index + 1) % 10;
    keys[`Digit${digit}`] = keys[`Numpad${digit}`] = () => void commands.tag(call, tag);
  });
  if (isLive) {
    keys['KeyM'] = () => commands.mute(call);
    keys['KeyH'] = () => commands.hold(call);
    keys['KeyK'] = () => setKeypad(!keypad);
    keys['KeyT'] = toggleTransfer;
    keys['KeyR'] = () => commands.record(call);
  }
  if (call.call.state === 'ended') keys['Escape'] = () => commands.leaveWrapUp();
  useKeys(keys, { order: 10 });
}

type Tab = 'script' | 'why' | 'history';

function Tabs({ tabs, tab, choose }: { tabs: readonly Tab[]; tab: Tab; choose: (tab: Tab) => void }) {
  const { t } = useTranslation('call');
  return (
    <div className="lw-tabs" role="tablist">
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === tab}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => choose(each)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
            const next = tabs[(tabs.indexOf(each) + step + tabs.length) % tabs.length];
            if (step === 0 || !next) return;
            event.preventDefault();
            choose(next);
            const sibling =
              step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
            if (sibling instanceof HTMLElement) sibling.focus();
          }}
        >
          {t(`tabs.${each}`)}
        </button>
      ))}
    </div>
  );
}

/** Script (and, where there is no room, why and history) beside or under the call panel. */
function Middle({ call, layout }: { call: PhoneCall; layout: Layout }) {
  const [tab, setTab] = useState<Tab>('script');
  if (layout === 'wide') return <ScriptPanel call={call} />;
  const tabs: readonly Tab[] = layout === 'medium' ? ['script', 'history'] : ['script', 'why', 'history'];
  const shown = tabs.includes(tab) ? tab : 'script';
  return (
    <div className="lw-middle">
      <Tabs tabs={tabs} tab={shown} choose={setTab} />
      {/* stays mounted: its keys work from every tab */}
      <div className="lw-middle-view" hidden={shown !== 'script'}>
        <ScriptPanel call={call} bare={layout === 'narrow'} />
      </div>
      {shown === 'why' && call.card && (
        <div className="lw-panel lw-middle-view">
          <WhyList call={call.id} card={call.card} />
        </div>
      )}
      {shown === 'history' && (
        <div className="lw-panel lw-middle-view lw-middle-history">
          <HistoryList call={call} />
          <NoteField call={call} key={call.id} />
        </div>
      )}
    </div>
  );
}

export function CallWorkspace({ call: seen }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const call = useFreshCard(seen);
  const layout = useLayout();
  const actions = useCallActions(call);
  const [keypadOf, setKeypadOf] = useState<string | null>(null);
  const [transferOf, setTransferOf] = useState<string | null>(null);
  const isLive = call.call.state === 'live';
  const keypad = isLive && keypadOf === call.id;
  const transfer = isLive && transferOf === call.id && !keypad;
  const setTransfer = (open: boolean): void => {
    setTransferOf(open ? call.id : null);
    if (open) setKeypadOf(null);
  };
  const setKeypad = (open: boolean): void => {
    setKeypadOf(open ? call.id : null);
    if (open) setTransferOf(null);
  };
  useWorkspaceKeys(call, keypad, setKeypad, () => setTransfer(!transfer));
  useEffect(() => {
    if (isLive) return;
    setKeypadOf(null);
    setTransferOf(null);
  }, [isLive]);
  const isRinging = call.call.state === 'ringing' || call.call.state === 'answering';
  const hasCardHere = isRinging && call.direction === 'in';
  return (
    <div
      className="lw-workspace"
      data-layout={layout}
      data-ringing={hasCardHere || undefined}
      role="group"
      aria-label={t('workspace')}
    >
      <h1 className="lw-sr">{t('workspace')}</h1>
      <div className="lw-workspace-left">
        <OtherCalls call={call} />
        {hasCardHere ? (
          // the incoming card lies here: it is painted outside of React, at once
          <>
            <div className="lw-card-place" />
            <div className="lw-ringing-slot">
              <FeedbackSlot call={call} />
            </div>
          </>
        ) : (
          <CallPanel
            call={call}
            keypad={keypad}
            setKeypad={setKeypad}
            transfer={transfer}
            setTransfer={setTransfer}
            withWhy={layout !== 'narrow'}
          />
        )}
      </div>
      <Middle call={call} layout={layout} />
      {layout === 'wide' && <HistoryPanel call={call} />}
      <KeyStrip call={call} actions={actions} keypad={keypad} tagsOnly={hasCardHere} />
    </div>
  );
}
