/** Plays one recording: read and decrypted when somebody wants to hear it, never before. */
import { FileDown, LoaderCircle, Pause, Play, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recording } from '../../../core/recording/recording.ts';
import { useServices } from '../../app/services.ts';
import { failureOf } from '../../state/failure.ts';
import { useSettings } from '../../state/preferences.ts';
import { formatDuration } from '../../ui/format.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { peaksOf } from './peaks.ts';
import { RecordingRemoval } from './recording-removal.tsx';
import { loadRecording, RecordingSound, Unplayable, type LoadedRecording } from './recording-sound.ts';
import { barCount, Waveform } from './waveform.tsx';

interface PlayerProps {
  readonly recording: Recording;
  readonly feedback: Feedback;
  /** the first of the call has the key */
  readonly hasKey: boolean;
}

/** Follows the sound while it plays. */
function usePosition(sound: RecordingSound | null, changes: number): number {
  const [position, setPosition] = useState(0);
  useEffect(() => {
    if (sound === null) return undefined;
    setPosition(sound.position);
    if (!sound.isPlaying) return undefined;
    let frame = requestAnimationFrame(function step() {
      setPosition(sound.position);
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [sound, changes]);
  return position;
}

function isKeyMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'NO_KEY';
}

export function RecordingPlayer({ recording, feedback, hasKey }: PlayerProps) {
  const { t } = useTranslation('recording');
  const { desk } = useServices();
  const speaker = useSettings()?.preferences.speaker ?? null;
  const [loaded, setLoaded] = useState<LoadedRecording | null>(null);
  const [sound, setSound] = useState<RecordingSound | null>(null);
  const [changes, setChanges] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const [isLoading, setLoading] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const exporting = useCommand();
  const position = usePosition(sound, changes);

  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => () => sound?.close(), [sound]);
  const peaks = useMemo(
    () =>
      loaded &&
      ([0, 1] as const).map((channel) =>
        peaksOf(loaded.buffer.getChannelData(Math.min(channel, loaded.buffer.numberOfChannels - 1)), barCount),
      ),
    [loaded],
  );

  const load = async (): Promise<void> => {
    if (isLoading) return;
    const mine = (stop.current = new AbortController());
    setLoading(true);
    setFailure(null);
    try {
      const read = await loadRecording(desk, recording.id, mine.signal);
      if (mine.signal.aborted) return;
      const made = new RecordingSound(read.buffer, speaker, () => setChanges((count) => count + 1));
      setLoaded(read);
      setSound(made);
      made.play();
    } catch (error) {
      if (!mine.signal.aborted) setFailure(error);
    } finally {
      setLoading(false);
    }
  };
  const toggle = (): void => {
    if (sound === null) void load();
    else if (sound.isPlaying) sound.pause();
    else sound.play();
  };
  useKeys({ KeyL: toggle }, { when: hasKey });

  const duration = loaded?.buffer.duration ?? 0;
  const isPlaying = sound?.isPlaying === true;
  const Icon = isLoading ? LoaderCircle : isPlaying ? Pause : Play;
  return (
    <div className="rec-player">
      <div className="rec-row">
        <button type="button" className="lw-button rec-play" onClick={toggle} disabled={isLoading}>
          <Icon size={16} aria-hidden="true" className={isLoading ? 'lw-spin' : undefined} />
          {t(isLoading ? 'reading' : isPlaying ? 'pause' : 'play')}
          {hasKey && <Keycap>L</Keycap>}
        </button>
        <span className="rec-lanes" aria-hidden="true">
          <span>{t('lane.agent')}</span>
          <span>{t('lane.caller')}</span>
        </span>
        <Waveform
          peaks={peaks === null ? null : [peaks[0] ?? [], peaks[1] ?? []]}
          position={position}
          duration={duration}
          pauses={recording.pauses.map((ms) => ms / 1000)}
          onSeek={(seconds) => sound?.seek(seconds)}
          onToggle={toggle}
        />
        <time className="rec-time">
          {loaded === null
            ? t('unread')
            : t('positionText', { at: formatDuration(position * 1000), of: formatDuration(duration * 1000) })}
        </time>
      </div>
      <p className="kit-meta rec-about">
        {[
          t(`by.${recording.by}`),
          ...(recording.announced ? [t('announced')] : []),
          ...(recording.pauses.length > 0 ? [t('pauses', { count: recording.pauses.length })] : []),
          ...(recording.why !== null && recording.why !== 'call-ended'
            ? [t('endedEarly', { why: t(`end.${recording.why}`) })]
            : []),
        ].join(' ・ ')}
        {recording.mayExport && (
          <button
            type="button"
            className="lw-link"
            disabled={exporting.busy}
            onClick={() =>
              void exporting.run(async () => {
                const { path } = await desk.recordings.export({ recording: recording.id });
                feedback.say(t('exported', { path }));
              })
            }
          >
            <FileDown size={14} aria-hidden="true" /> {t('export')}
          </button>
        )}
        {recording.mayRemove && (
          <button type="button" className="lw-link" aria-expanded={isRemoving} onClick={() => setRemoving(!isRemoving)}>
            <Trash2 size={14} aria-hidden="true" /> {t('remove')}
          </button>
        )}
      </p>
      {isRemoving && recording.mayRemove && (
        <RecordingRemoval recording={recording.id} feedback={feedback} onClose={() => setRemoving(false)} />
      )}
      {loaded !== null && loaded.end !== 'whole' && <p className="kit-meta rec-warn">{t(`fileEnd.${loaded.end}`)}</p>}
      {failure !== null && (
        <FailureBanner
          title={t(failure instanceof Unplayable ? 'unplayable' : isKeyMissing(failure) ? 'noKey' : 'notRead')}
          failure={failureOf(failure)}
          onRetry={() => void load()}
        />
      )}
      {exporting.failure && (
        <FailureBanner title={t('notExported')} failure={exporting.failure} onRetry={exporting.retry} />
      )}
    </div>
  );
}
