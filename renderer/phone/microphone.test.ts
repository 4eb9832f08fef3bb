import { describe, expect, it } from 'vitest';
import { Microphone } from './microphone.ts';

class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  readonly label: string;
  constructor(label: string) {
    super();
    this.label = label;
  }
  clone = (): FakeTrack => new FakeTrack(this.label);
  stop = (): void => void (this.readyState = 'ended');
  /** as when the device is pulled out */
  end(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

/** Microphones by id; the default is the first. Refuses with a plain object as older Chromium does. */
function stage(first: readonly string[]) {
  let plugged = [...first];
  const opened: FakeTrack[] = [];
  const events: string[] = [];
  const devices = Object.assign(new EventTarget(), {
    async getUserMedia({ audio }: MediaStreamConstraints) {
      const wanted = typeof audio === 'object' ? (audio.deviceId as ConstrainDOMStringParameters).exact : plugged[0];
      await Promise.resolve();
      if (wanted === undefined) throw new DOMException('none', 'NotFoundError');
      // oxlint-disable-next-line no-throw-literal -- what Chromium 108 throws is no Error
      if (!plugged.includes(String(wanted))) throw { name: 'OverconstrainedError' };
      const track = new FakeTrack(String(wanted));
      opened.push(track);
      return { getTracks: () => [track], getAudioTracks: () => [track] };
    },
  });
  const microphone = new Microphone({
    devices: devices as unknown as MediaDevices,
    context: () => {
      throw new Error('no gain, no context');
    },
    onState: (state) => events.push(state),
    onReplaced: () => events.push(`replaced, ${opened.filter(({ readyState }) => readyState === 'live').length} live`),
    onLost: () => events.push('lost'),
    log: () => undefined,
  });
  return {
    microphone,
    opened,
    events,
    heard: () => microphone.track()?.label ?? null,
    plug: (...ids: string[]): void => void (plugged = ids),
    settled: () => new Promise((resolve) => setTimeout(resolve, 2)),
  };
}

describe('the microphone', () => {
  it('is changed without a gap: the new one is open before the old one is let go', async () => {
    const { microphone, events, heard, opened } = stage(['desk', 'headset']);
    await microphone.open();
    expect(heard()).toBe('desk');
    await microphone.choose('headset');
    expect(heard()).toBe('headset');
    expect(opened.map(({ label, readyState }) => `${label} ${readyState}`)).toEqual(['desk ended', 'headset live']);
    expect(events).toEqual(['ready', 'replaced, 1 live']);
  });

  it('that cannot be opened leaves the one before speaking', async () => {
    const { microphone, heard, plug } = stage(['desk']);
    await microphone.open();
    plug();
    await microphone.choose('broken');
    expect(heard()).toBe('desk');
  });

  it('that could not be opened is tried again when it is chosen again, and only then', async () => {
    const { microphone, heard, plug, opened } = stage(['desk', 'headset']);
    await microphone.open();
    plug();
    expect(await microphone.choose('headset')).toBe(false);
    expect(heard()).toBe('desk');
    // the default speaks in its place
    plug('desk');
    expect(await microphone.choose('headset')).toBe(false);
    expect(heard()).toBe('desk');
    plug('desk', 'headset');
    expect(await microphone.choose('headset')).toBe(true);
    expect(heard()).toBe('headset');
    expect(await microphone.choose('headset')).toBe(true);
    expect(opened).toHaveLength(3);
  });

  it('that is pulled out is replaced by the default, and taken again when it is told', async () => {
    const { microphone, events, heard, opened, plug, settled } = stage(['desk', 'headset']);
    await microphone.choose('headset');
    await microphone.open();
    expect(heard()).toBe('headset');
    plug('desk');
    opened[0]?.end();
    await settled();
    expect(heard()).toBe('desk');
    expect(events).toEqual(['ready', 'none', 'lost', 'ready', 'replaced, 1 live']);
    // whoever watches the devices says so, too: no second opening
    await microphone.choose(null, 'default g1');
    plug('desk', 'headset');
    await microphone.choose('headset');
    expect(heard()).toBe('headset');
  });

  it('follows the system’s default to another device', async () => {
    const { microphone, heard, plug } = stage(['desk', 'headset']);
    await microphone.choose(null, 'default g1');
    await microphone.open();
    plug('headset', 'desk');
    await microphone.choose(null, 'default g2');
    expect(heard()).toBe('headset');
  });
});
