import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { sayRecorded } from './recording-announcement.ts';

/** What of the page's sound is used; Node has none. */
class FakeAudio extends EventTarget {
  static made: FakeAudio[] = [];
  isPlaying = false;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeAudio.made.push(this);
  }
  play = async (): Promise<void> => void (this.isPlaying = true);
  pause = (): void => void (this.isPlaying = false);
}
class FakeSource {
  static cables: unknown[] = [];
  connect = (to: unknown): void => void FakeSource.cables.push(to);
  disconnect = (): void => void (FakeSource.cables = []);
}

const into = { context: {} } as AudioNode;
const agent = {} as AudioNode;
const say = (isOver: AbortSignal): Promise<void> => sayRecorded('sentence.wav', into, agent, systemClock, isOver);

beforeEach(() => {
  vi.stubGlobal('Audio', FakeAudio);
  vi.stubGlobal('MediaElementAudioSourceNode', FakeSource);
  FakeAudio.made = [];
});
afterEach(() => void vi.unstubAllGlobals());

it('is said to its end, to caller and agent', async () => {
  const saying = say(new AbortController().signal);
  await Promise.resolve();
  const [element] = FakeAudio.made;
  expect(element?.isPlaying).toBe(true);
  expect(FakeSource.cables).toEqual([into, agent]);
  element?.dispatchEvent(new Event('ended'));
  await saying;
  expect(FakeSource.cables).toEqual([]);
});

it('stops with the call, at once', async () => {
  const over = new AbortController();
  const saying = say(over.signal);
  await Promise.resolve();
  over.abort();
  await saying;
  expect(FakeAudio.made[0]?.isPlaying).toBe(false);
  expect(FakeSource.cables).toEqual([]);
});

it('does not begin after it', async () => {
  const over = new AbortController();
  over.abort();
  await say(over.signal);
  expect(FakeAudio.made).toEqual([]);
});

it('that cannot be played is a failure', async () => {
  const saying = say(new AbortController().signal);
  // after play(): the page tells of it later
  await new Promise((resolve) => setTimeout(resolve, 1));
  FakeAudio.made[0]?.dispatchEvent(new Event('error'));
  await expect(saying).rejects.toThrow('not played');
});
