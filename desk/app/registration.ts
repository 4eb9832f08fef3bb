/** What the phone needs to register, from the account with its secret or from the practice line; and the origins it needs. */
import type { Registration } from '../../core/contract/session.ts';
import type { SettingsState } from '../features/settings/settings-state.ts';
import type { ServerNames } from '../dns/server-names.ts';
import type { PracticeRunner } from './practice-runner.ts';

export async function makeRegistration(
  settings: SettingsState,
  practice: PracticeRunner,
  names: ServerNames,
): Promise<Registration> {
  const { sipTrace } = settings.preferences;
  const { account, person } = settings;
  if (account === null || settings.line === 'practice') {
    const { url, domain, credentials } = await practice.start();
    return {
      line: 'practice',
      servers: [url],
      domain,
      user: credentials.user,
      authUser: credentials.user,
      password: credentials.password,
      displayName: person.name,
      hotline: '',
      iceServers: [],
      trustAssertedIdentity: true,
      sipTrace,
    };
  }
  return {
    line: 'main',
    servers: await names.follow(account.servers),
    domain: account.domain,
    user: account.user,
    authUser: account.authUser ?? account.user,
    // without one the registrar refuses, and the phone says so in words
    password: (await settings.password()) ?? '',
    displayName: account.displayName === '' ? person.name : account.displayName,
    hotline: account.hotline,
    iceServers: account.iceServers,
    trustAssertedIdentity: account.trustAssertedIdentity,
    sipTrace,
  };
}

/** Both lines' origins, so that changing between them needs no other policy of content. */
export function lineOrigins(settings: SettingsState, practice: PracticeRunner, names: ServerNames): string[] {
  const servers = [
    ...names.known(settings.account?.servers ?? []),
    ...(practice.line === null ? [] : [practice.line.url]),
  ];
  return [...new Set(servers.map((server) => new URL(server).origin))];
}
