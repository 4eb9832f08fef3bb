/** What every benchmark prints: one JSON line a figure on standard output; all else goes to standard error. */

export interface FigureOf {
  readonly bench: string;
  readonly figure: string;
  readonly host?: string;
  readonly condition?: string;
  readonly peer?: string;
}

/** Nearest-rank percentile of `values`; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const round = (value: number) => Math.round(value * 100) / 100;

export function printDistribution(of: FigureOf, values: readonly number[]): void {
  if (values.length === 0) throw new Error(`nothing was measured for ${of.figure}`);
  const line = {
    ...of,
    n: values.length,
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    p99: round(percentile(values, 0.99)),
    max: round(Math.max(...values)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export function printValue(of: FigureOf, value: number): void {
  process.stdout.write(`${JSON.stringify({ ...of, value: round(value) })}\n`);
}
