/** The recordings contract: takes what the phone records, says what there is of a call, and gives it to who may hear it. */
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import {
  recordedBySchema,
  recordingEndSchema,
  recordingRemovalSchema,
  type Recording,
} from '../../../core/recording/recording.ts';
import { makeFolder } from '../../profile/profile-dir.ts';
import { causeOf } from '../../store/store-error.ts';
import { isSupervisor, makeEvent, requireSupervisor, save, type CommandErrors } from '../command.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { FeatureDeps } from '../deps.ts';
import { AppendGuard } from './append-guard.ts';
import { KeyUnreadable, RecordingGone, RecordingTooLong } from './recording-files.ts';

/** One answer's worth: well below a frame's limit, base64 and all. */
const partBytes = 512_000;

type Row = RowOf<'recordings'>;

export function createRecordingsFeature(deps: FeatureDeps, live: Pick<LiveCalls, 'isErased' | 'isHeard' | 'isLive'>) {
  const os = implement(deskContract).recordings;
  const { recordings: files, store } = deps;
  const guard = new AppendGuard(deps, live);

  return os.router({
    append: os.append.handler(async ({ input, errors }) => {
      const { recording, index, isLast } = input;
      // its events are dropped with the number's: nobody could tell whose file that is
      if (live.isErased(input.call))
        throw errors.NOT_FOUND({ data: { detail: `the number of call ${input.call} was erased` } });
      const bytes = await files.bytes(recording);
      const refusal = guard.check({ recording, call: input.call, bytes });
      if (refusal !== null)
        throw errors[refusal]({ data: { detail: `recording ${recording} of call ${input.call} does not go on here` } });
      // asked at the beginning only: a policy that changes in a call does not cut it, nor what is sent again
      if (index === 0 && bytes === null && deps.policy().record === 'off')
        throw errors.FORBIDDEN({ data: { detail: 'the policy records no calls' } });
      try {
        const plain = Buffer.from(input.data, 'base64');
        const next = await files.append(recording, index, plain, isLast);
        if (index === 0 || isLast) deps.changes.emit({ topic: 'calls', numbers: [], seq: 0 });
        return { next };
      } catch (error) {
        throw told(error, errors, recording);
      }
    }),

    ofCall: os.ofCall.handler(({ input }) => {
      const line = deps.line();
      return Promise.all(store.reads.recordingsOf(line, input.call).map(toRecording));
    }),

    read: os.read.handler(async ({ input, errors }) => {
      const row = requireRecording(input.recording, errors);
      if (!mayPlay(row)) throw errors.FORBIDDEN({ data: { detail: 'a recording of somebody else' } });
      if (input.from === 0) deps.log.info(`recording ${row.id} is played by ${deps.who().author}`);
      try {
        const { plain, next, end } = await files.read(row.id, input.from, partBytes);
        return { data: plain.toString('base64'), next, end };
      } catch (error) {
        throw told(error, errors, row.id);
      }
    }),

    export: os.export.handler(async ({ input, errors }) => {
      requireSupervisor(deps, errors);
      const row = requireRecording(input.recording, errors);
      const path = join(
        deps.exports,
        `recording-${new Date(row.startedAt).toISOString().replaceAll(/[:.]/g, '-')}-${row.id}.webm`,
      );
      // one of an earlier export has an event that tells of it, and stays whatever becomes of this one
      const part = `${path}.${deps.clock.ulid()}.part`;
      try {
        makeFolder(deps.exports);
        const bytes = await writeReadable(row.id, part);
        const { id: recording, call, number } = row;
        // a file that no event tells of must not stay
        await save(
          deps,
          errors,
          [makeEvent(deps, 'recording.exported', { call, number, data: { recording } })],
          ['calls'],
        );
        await rename(part, path);
        return { path, bytes };
      } catch (error) {
        await rm(part, { force: true });
        throw told(error, errors, row.id);
      }
    }),

    remove: os.remove.handler(async ({ input, errors }) => {
      requireSupervisor(deps, errors);
      const row = requireRecording(input.recording, errors);
      if (isGrowing(row)) throw errors.CONFLICT({ data: { detail: `recording ${row.id} goes on` } });
      const { id: recording, call, number } = row;
      try {
        // the file goes before its event, as with those whose time is up: cut off in between, it can be removed once more
        await files.remove(recording);
        const data = { recording, why: 'person', reason: input.reason } as const;
        await save(deps, errors, [makeEvent(deps, 'recording.removed', { call, number, data })], ['calls', 'numbers']);
        return {};
      } catch (error) {
        throw told(error, errors, recording);
      }
    }),
  });

  function requireRecording(id: string, errors: Pick<CommandErrors, 'NOT_FOUND'>): Row {
    const row = store.reads.recording(deps.line(), id);
    if (row === null || row.removedAt !== null) throw errors.NOT_FOUND({ data: { detail: `no recording ${id}` } });
    return row;
  }

  /** What the phone still sends of it would begin a new file. */
  function isGrowing({ endedAt, call }: Pick<Row, 'endedAt' | 'call'>): boolean {
    return endedAt === null && guard.isGoingOn(call);
  }

  /** Supervisors hear all of them, agents their own. */
  function mayPlay({ agent }: Pick<Row, 'agent'>): boolean {
    return isSupervisor(deps) || agent === deps.who().author;
  }

  async function toRecording(row: Row): Promise<Recording> {
    const bytes = row.removedAt === null ? await files.bytes(row.id) : null;
    return {
      id: row.id,
      call: row.call,
      startedAt: row.startedAt,
      by: recordedBySchema.parse(row.mode),
      announced: row.announced === 1,
      agent: row.agent,
      endedAt: row.endedAt,
      why: recordingEndSchema.nullable().parse(row.why),
      removedAt: row.removedAt,
      removedWhy: recordingRemovalSchema.nullable().parse(row.removedWhy),
      bytes,
      mayPlay: bytes !== null && mayPlay(row),
      mayExport: bytes !== null && isSupervisor(deps),
      mayRemove: bytes !== null && isSupervisor(deps) && !isGrowing(row),
      pauses: store.reads.pausesOf(deps.line(), row.id),
    };
  }

  async function writeReadable(recording: string, path: string): Promise<number> {
    const file = await open(path, 'wx', 0o600);
    let bytes = 0;
    try {
      for (let from: number | null = 0; from !== null;) {
        const part = await files.read(recording, from, partBytes);
        await file.writeFile(part.plain);
        bytes += part.plain.length;
        from = part.next;
      }
      await file.sync();
      return bytes;
    } finally {
      await file.close();
    }
  }

  type WithDetail = (options: { data: { detail: string } }) => Error;
  type Told = Pick<CommandErrors, 'NOT_FOUND' | 'NOT_SAVED'> & {
    readonly NO_KEY: WithDetail;
    readonly TOO_LONG: WithDetail;
  };

  function told(error: unknown, errors: Told, recording: string): unknown {
    if (error instanceof RecordingGone) return errors.NOT_FOUND({ data: { detail: error.message } });
    if (error instanceof KeyUnreadable) return errors.NO_KEY({ data: { detail: error.message } });
    if (error instanceof RecordingTooLong) return errors.TOO_LONG({ data: { detail: error.message } });
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
    deps.log.warn(`recording ${recording}: ${error.message}`);
    return errors.NOT_SAVED({ data: { cause: causeOf(error), detail: error.message } });
  }
}
