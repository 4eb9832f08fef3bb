/**
 * Puts the desk service together for one open profile, whatever the host: store, settings, features, practice line.
 * Must not know how views reach it, nor end the process.
 */
import { Resolver } from 'node:dns';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { implement } from '@orpc/server';
import { deskContract } from '../../core/contract/desk.ts';
import { topicSchema } from '../../core/contract/session.ts';
import { emptyPlaceTable, type PlaceTable } from '../../core/place/place-table.ts';
import type { Preferences } from '../../core/settings/settings.ts';
import { createSystemClock, scheduleOnce } from '../clock.ts';
import { dnsQuery, readServer, type DnsServer } from '../dns/dns-query.ts';
import { locateServers } from '../dns/locate-servers.ts';
import { ServerNames } from '../dns/server-names.ts';
import { createAdminFeature } from '../features/admin/admin-feature.ts';
import { writeBackup } from '../features/admin/backup.ts';
import { writeDiagnostics } from '../features/admin/diagnostics.ts';
import { ChangeBus } from '../features/change-bus.ts';
import type { FeatureDeps } from '../features/deps.ts';
import { createFeatures } from '../features/features.ts';
import { toPracticePort } from '../features/practice/practice-feature.ts';
import { seedPractice } from '../features/practice/seed-practice.ts';
import { hasRecordings, RecordingFiles } from '../features/recordings/recording-files.ts';
import { keepRecordings } from '../features/recordings/recording-keeper.ts';
import { isKeyLost, recordingKeyIn } from '../features/recordings/recording-key.ts';
import { ChangeStreams } from '../features/session/change-streams.ts';
import { LineHolders } from '../features/session/line-holders.ts';
import { createSessionFeature } from '../features/session/session-feature.ts';
import { createSettingsFeature } from '../features/settings/settings-feature.ts';
import { SettingsState } from '../features/settings/settings-state.ts';
import { createLeisure } from '../leisure.ts';
import { testLine } from '../line-test/line-test.ts';
import { openLog, type DeskLog, type Log } from '../log/log.ts';
import { createSipTrace } from '../log/sip-trace.ts';
import { loadPlaceTable } from '../place/load-place-table.ts';
import { openSecretStore, type Keystore, type SecretStore } from '../profile/secret-store.ts';
import type { Warning } from '../../core/contract/word-ids.ts';
import type { Store } from '../store/store.ts';
import { openDeskStore } from './open-desk-store.ts';
import type { OpenProfile } from './open-profile.ts';
import { assetsDir, noticesFile, placeTableFile } from './paths.ts';
import { PracticeRunner } from './practice-runner.ts';
import { productVersion } from './product.ts';
import { Retention } from './retention.ts';
import { SeenClock } from './seen-clock.ts';
import { lineOrigins, makeRegistration } from './registration.ts';
import { loadScripts } from './scripts.ts';

export interface DeskOptions {
  readonly profile: OpenProfile;
  readonly host: 'electron' | 'web';
  readonly keystore: Keystore | null;
  /** pages that may speak to the practice line */
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
}

export interface Desk {
  readonly router: ReturnType<typeof createRouter>;
  readonly log: DeskLog;
  warnings(): readonly Warning[];
  preferences(): Preferences;
  /** origins of the lines, for the page's policy of content */
  connectSrc(): readonly string[];
  onConnectSrc(listener: (connectSrc: readonly string[]) => void): () => void;
  onPreferences(listener: (preferences: Preferences) => void): () => void;
  /** this machine's addresses changed: phones make their connections anew */
  networkChanged(): void;
  /** Ends every stream, the practice line and the store. The profile's lock is its owner's. */
  stop(): Promise<void>;
}

/** how often it is looked whether recordings have been kept long enough */
const hourMs = 3_600_000;

/** Resolves once views can be served. Rejects with `FatalError`, and then nothing runs. */
export async function createDesk({ profile, host, keystore, isAllowedOrigin }: DeskOptions): Promise<Desk> {
  const { files } = profile;
  const deskLog = openLog(files.logs);
  const log = deskLog.of('desk');
  const version = productVersion();
  log.info({ version, host, node: process.versions.node, pid: process.pid }, 'desk starts');
  let store: Store | null = null;
  try {
    store = await openDeskStore(files.root, log);
    const secrets = await openSecretStore(files.secrets, keystore);
    return await assemble({ profile, host, isAllowedOrigin, deskLog, log, version, store, secrets });
  } catch (error) {
    log.error({ error }, 'desk did not start');
    await store?.close();
    await deskLog.close();
    throw error;
  }
}

interface Parts extends Omit<DeskOptions, 'keystore'> {
  readonly deskLog: DeskLog;
  readonly log: Log;
  readonly version: string;
  readonly store: Store;
  readonly secrets: SecretStore;
}

async function assemble(parts: Parts): Promise<Desk> {
  const { profile, host, deskLog, log, version, store, secrets } = parts;
  const { files, provisioning, stored } = profile;
  const clock = createSystemClock();
  const changes = new ChangeBus();
  const streams = new ChangeStreams(changes);
  const settings = new SettingsState({
    profile: files.root,
    file: files.settings,
    stored,
    provisioning,
    secrets,
    isRecordingKeyLost: () => isKeyLost(secrets, () => hasRecordings(files.recordings)),
  });
  const sipTrace = createSipTrace(
    files.logs,
    () => settings.preferences.sipTrace,
    () => new Date(),
  );
  const found: Warning[] = [...profile.warnings];
  const scripts = loadScripts(join(assetsDir, 'scripts'));
  found.push(...scripts.warnings);
  const places = readPlaces(found);
  // before practice callers are given their past, which is no evidence of the time
  const seenClock = new SeenClock({
    file: files.seenTime,
    newest: () => store.reads.newestCallAt(),
    now: () => clock.now(),
    running: () => performance.now(),
    log,
  });
  const retention = new Retention({
    store,
    keepDays: () => settings.policy.keepDays,
    now: () => seenClock.now(),
    log,
    onRemoved: () => {
      // `network` is no data: it would make the line anew under live calls
      for (const topic of topicSchema.options) if (topic !== 'network') changes.emit({ topic, numbers: [], seq: 0 });
    },
    schedule: scheduleOnce,
  });
  const practice = new PracticeRunner({
    isAllowedOrigin: parts.isAllowedOrigin,
    log: deskLog.of('practice'),
    onChange: () => changes.emit({ topic: 'practice', numbers: [], seq: 0 }),
    seed: async (callers) => {
      if ((await seedPractice({ store, clock, desk: profile.desk }, callers)) === 0) return;
      for (const topic of ['calls', 'tags', 'contacts'] as const) changes.emit({ topic, numbers: [], seq: 0 });
    },
  });
  const leisure = createLeisure(() => (practice.line?.calls.length ?? 0) > 0);
  changes.subscribe(() => leisure.worked());
  // what follows from other names is known once everything is put together
  let onNames = (): void => undefined;
  const names = new ServerNames({
    locate: (scheme, domain) => locateServers(scheme, domain, dnsQuery(resolversOf(settings)), Math.random),
    now: () => clock.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    onChange: () => onNames(),
    log: (message) => log.warn(message),
  });
  const holders = new LineHolders(
    () => makeRegistration(settings, practice, names),
    (error) => log.error({ error }, 'no registration for the phone'),
  );
  const warnings = (): Warning[] => [...found, ...secrets.warnings, ...store.warnings()];

  if (settings.line === 'practice') {
    await practice.start().catch((error: unknown) => {
      log.error({ error }, 'the practice line did not start');
      found.push({ code: 'practice-failed', detail: error instanceof Error ? error.message : String(error) });
    });
  }
  for (const { code, detail } of warnings()) log.warn({ code, detail }, 'self-check');
  // behind the start: a log that has grown for years must not delay the line
  void retention.run();

  const featureDeps: FeatureDeps = {
    store,
    clock,
    changes,
    log,
    places,
    who: () => ({ desk: profile.desk, author: settings.person.name, role: settings.person.role }),
    line: () => settings.line,
    policy: () => settings.policy,
    trustAssertedIdentity: () => settings.line === 'practice' || settings.account?.trustAssertedIdentity === true,
    scripts: scripts.of,
    practice: () => (practice.line === null ? null : toPracticePort(practice.line)),
    recordings: new RecordingFiles(
      files.recordings,
      recordingKeyIn(secrets, () => hasRecordings(files.recordings)),
    ),
    exports: files.exports,
  };
  const router = createRouter({
    session: createSessionFeature({
      changes: streams,
      holders,
      now: () => clock.now(),
      hello: () => ({
        version,
        host,
        desk: profile.desk,
        person: settings.person,
        policy: settings.policy,
        line: settings.line,
        locked: [...settings.locked],
        warnings: warnings(),
      }),
    }),
    ...createFeatures(featureDeps),
    settings: createSettingsFeature({
      state: settings,
      changes,
      testLine: async function* (account, password, isInUse, signal) {
        await names.look(account.servers);
        yield* testLine({ account, servers: names.known(account.servers), password, isInUse, signal });
      },
    }),
    admin: createAdminFeature({
      files,
      log: deskLog,
      sipTrace,
      noticesFile,
      role: () => settings.person.role,
      writeBackup: () => writeBackup({ files, store, version, desk: profile.desk, now: new Date() }),
      writeDiagnostics: () =>
        writeDiagnostics({
          files,
          store,
          version,
          host,
          settings: settings.snapshot,
          warnings: warnings(),
          now: new Date(),
        }),
    }),
  });

  const keeping = keepRecordings(featureDeps, () => seenClock.now(), hourMs);

  // a page's policy names the servers when it is loaded: those of a domain must be known by then, where DNS answers at all
  if (settings.account !== null) await names.follow(settings.account.servers);
  const connectSrc = (): readonly string[] => lineOrigins(settings, practice, names);
  const onOrigins = new Set<(connectSrc: readonly string[]) => void>();
  const onPreferences = new Set<(preferences: Preferences) => void>();
  let line = settings.line;
  let sipTraceOn = settings.preferences.sipTrace;
  let origins = connectSrc().join(' ');

  /** After a change of settings: the other line's data, the page's policy, and then what to register with. */
  async function followSettings(isAccountChanged: boolean): Promise<void> {
    const isRegistrationChanged =
      isAccountChanged || line !== settings.line || sipTraceOn !== settings.preferences.sipTrace;
    if (!isRegistrationChanged) return;
    const isOtherLine = line !== settings.line;
    line = settings.line;
    sipTraceOn = settings.preferences.sipTrace;
    if (isOtherLine)
      for (const topic of topicSchema.options) if (topic !== 'network') changes.emit({ topic, numbers: [], seq: 0 });
    if (line === 'practice') await practice.start();
    followOrigins();
    holders.refresh();
  }
  function followOrigins(): void {
    const now = connectSrc();
    if (now.join(' ') === origins) return;
    origins = now.join(' ');
    for (const listener of onOrigins) listener(now);
  }
  onNames = () => {
    followOrigins();
    holders.refresh();
  };
  settings.onChange((part) => {
    if (part === 'policy') void retention.follow();
    if (part === 'policy') keeping.look();
    if (part === 'preferences') for (const listener of onPreferences) listener(settings.preferences);
    followSettings(part === 'account').catch((error: unknown) => log.error({ error }, 'the line did not change'));
  });

  return {
    router,
    log: deskLog,
    warnings,
    connectSrc,
    preferences: () => settings.preferences,
    onConnectSrc: (listener) => {
      onOrigins.add(listener);
      return () => onOrigins.delete(listener);
    },
    onPreferences: (listener) => {
      onPreferences.add(listener);
      return () => onPreferences.delete(listener);
    },
    networkChanged: () => changes.emit({ topic: 'network', numbers: [], seq: 0 }),
    async stop() {
      leisure.stop();
      retention.stop();
      names.stop();
      holders.end();
      streams.end();
      await practice.stop();
      await keeping.stop();
      await store.close();
      log.info('desk stops');
      await sipTrace.close();
      await deskLog.close();
    },
  };
}

function createRouter(
  parts: ReturnType<typeof createFeatures> & {
    session: ReturnType<typeof createSessionFeature>;
    settings: ReturnType<typeof createSettingsFeature>;
    admin: ReturnType<typeof createAdminFeature>;
  },
) {
  return implement(deskContract).router(parts);
}

/** Read anew for each question: the machine may have changed its network. */
function resolversOf(settings: SettingsState): () => DnsServer[] {
  return () => {
    const named = settings.account?.resolvers ?? [];
    return (named.length > 0 ? named : new Resolver().getServers()).map(readServer);
  };
}

/** Without places a card still shows number, lists, history and risk. */
function readPlaces(warnings: Warning[]): PlaceTable {
  try {
    return loadPlaceTable(placeTableFile);
  } catch (error) {
    warnings.push({ code: 'no-place-table', detail: error instanceof Error ? error.message : String(error) });
    return emptyPlaceTable;
  }
}
