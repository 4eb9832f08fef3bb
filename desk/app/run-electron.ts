/** The desk service as Electron's utility process: speaks to the shell, serves one link for each port it is given. */
import { createDeskServer } from '../link/serve-desk.ts';
import type { DeskArguments } from './arguments.ts';
import { createDesk, type Desk } from './create-desk.ts';
import { toFatal } from './fatal.ts';
import { keepGoing } from './last-resort.ts';
import { linkLogOf } from './link-log.ts';
import { openProfile, type OpenProfile } from './open-profile.ts';
import { restoreFirst } from './restore-first.ts';
import { ShellPort, type ParentPort } from './shell-port.ts';

/** Windows of the packaged and the unpacked shell alike. */
const appOrigin = 'app://linewarden';
/** The shell ends us after 3 s. */
const stopMs = 2_500;

export async function runElectron(args: DeskArguments, parentPort: ParentPort): Promise<void> {
  process.stderr.write(`desk service pid ${process.pid}\n`);
  let profile: OpenProfile | null = null;
  let desk: Desk | null = null;
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopMs).unref();
    const stopping = desk?.stop() ?? Promise.resolve();
    stopping.then(
      () => {
        profile?.lock.release();
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  const shell = new ShellPort(parentPort, stop, () =>
    desk?.log.of('shell').warn('dropped a malformed message of the shell'),
  );
  try {
    await restoreFirst(args, 'electron');
    profile = openProfile({ profile: args.profile, provision: args.provision, kind: 'electron' });
    desk = await createDesk({
      profile,
      host: 'electron',
      keystore: shell.keystore,
      isAllowedOrigin: (origin) => origin === appOrigin,
    });
  } catch (error) {
    profile?.lock.release();
    const { code, message } = toFatal(error);
    shell.send({ kind: 'fatal', code, detail: message });
    // the message must be out before the process is gone
    setTimeout(() => process.exit(1), 200);
    return;
  }
  keepGoing(desk.log.of('desk'));
  const tellPreferences = ({ locale, theme, startAtLogin, keys, headset }: ReturnType<Desk['preferences']>): void =>
    shell.send({ kind: 'preferences', locale, theme, startAtLogin, keys, headset });
  desk.onPreferences(tellPreferences);
  desk.onConnectSrc((connectSrc) => shell.send({ kind: 'connect-src', connectSrc: [...connectSrc] }));
  shell.onLink(createDeskServer(desk.router, linkLogOf(desk.log.of('link'))));
  tellPreferences(desk.preferences());
  shell.send({
    kind: 'ready',
    connectSrc: [...desk.connectSrc()],
    warnings: desk.warnings().map(({ code, detail }) => `${code}: ${detail}`),
  });
}
