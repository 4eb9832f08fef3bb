/** The outline of a sound: the loudest sample of each of `count` equal stretches, between 0 and 1. Pure. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const peaks: number[] = [];
  for (let part = 0; part < count; part += 1) {
    const from = Math.floor((part * samples.length) / count);
    const to = Math.floor(((part + 1) * samples.length) / count);
    let peak = 0;
    for (let at = from; at < to; at += 1) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    peaks.push(Math.min(1, peak));
  }
  return peaks;
}

/** Bars around the middle of a lane of `height`, as one SVG path; a silent stretch is a hair line. */
export function barsOf(peaks: readonly number[], top: number, height: number): string {
  const middle = top + height / 2;
  return peaks
    .map((peak, index) => {
      const half = Math.max(0.5, (peak * height) / 2);
      return `M${index} ${middle - half}h0.7v${half * 2}h-0.7z`;
    })
    .join('');
}
