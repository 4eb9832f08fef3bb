/** The one table of what pages may ask of the browser, each with its reason. All else is refused. */
import type { Session } from 'electron';
import type { HeadsetPermission } from './headset-permission.ts';

interface Grant {
  readonly permission: string;
  /** only these details are granted, e.g. audio but never video */
  readonly mediaTypes?: readonly string[];
  readonly reason: string;
}

const grants: readonly Grant[] = [
  { permission: 'media', mediaTypes: ['audio'], reason: 'the microphone: without it no call can be answered' },
  { permission: 'speaker-selection', reason: 'ring on the loudspeaker while the call is in the headset' },
  // only telephony keys (usage page 0x0B), only of the headset that was chosen: headset-permission.ts
  { permission: 'hid', reason: 'answer, hang up and mute by the keys of the chosen headset' },
];

export const appOrigin = 'app://linewarden';

function isGranted(permission: string, origin: string, mediaTypes: readonly string[] | undefined): boolean {
  if (originOf(origin) !== appOrigin) return false;
  const grant = grants.find((candidate) => candidate.permission === permission);
  if (!grant) return false;
  const { mediaTypes: allowed } = grant;
  // a screen capture asks for `media` with no type at all: nothing named is nothing granted
  return allowed === undefined || (mediaTypes?.length ? mediaTypes.every((type) => allowed.includes(type)) : false);
}

/** `new URL(…).origin` is "null" for a custom scheme, so it is put together here; never compare URLs by substring. */
export function originOf(url: string): string | null {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return null;
  }
}

export function applyPermissions(session: Session, headset: HeadsetPermission, log: (message: string) => void): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const granted = isGranted(permission, details.requestingUrl || contents.getURL(), mediaTypes);
    if (!granted) log(`refused the permission ${permission}`);
    answer(granted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isGranted(permission, requestingOrigin, details.mediaType === undefined ? [] : [details.mediaType]),
  );
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' && originOf(origin) === appOrigin && headset.mayOpen(device),
  );
}
