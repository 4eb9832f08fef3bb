/** Plays two short soft notes on a device, to hear whether it is the right one. Rejects where the device is gone. */
export async function playTestSound(device: string | null, volume: number): Promise<void> {
  const context = new AudioContext();
  const target = context.createMediaStreamDestination();
  const element = new Audio();
  try {
    element.srcObject = target.stream;
    if ('setSinkId' in element) await element.setSinkId(device ?? '');
    await element.play();
    [523.25, 659.25].forEach((frequency, index) => {
      const at = context.currentTime + 0.05 + index * 0.25;
      const note = context.createOscillator();
      const gain = context.createGain();
      note.frequency.value = frequency;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(volume * 0.5, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
      note.connect(gain).connect(target);
      note.start(at);
      note.stop(at + 0.45);
    });
    await new Promise((resolve) => setTimeout(resolve, 900));
  } finally {
    element.pause();
    element.srcObject = null;
    await context.close();
  }
}
