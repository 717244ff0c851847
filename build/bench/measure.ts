import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Program = {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input?: Buffer;
};

/** One row of a bench: medians in ms, `ratio` against `bound` as `check` says. */
export type Row = {
  readonly name: string;
  /** Of `ours` and `other`, where it is not ms. */
  readonly unit?: string;
  /** Whether `bound` is in that unit; else it is of `ratio`. */
  readonly absolute?: boolean;
  readonly ours: number;
  readonly other: number;
  /** Ours by other where less is better, other by ours where the name says how many times faster. */
  readonly ratio: number;
  readonly bound: number;
  readonly met: boolean;
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** How long a program takes from its start to its end, ms. Throws when it fails: a failure is fast. */
const timeOnce = ({ command, env, input }: Program): number => {
  const [program = '', ...args] = command;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { env, ...(input && { input }) });
  const took = performance.now() - began;
  if (status !== 0 || stdout.length === 0)
    throw new Error(`${program} ended with ${String(status)}: ${stderr.toString()}`);
  return took;
};

/** Medians of whole runs, taken in turn, so that a machine whose speed drifts favours neither; one round to warm up. */
export const inTurn = (programs: readonly Program[], rounds: number): readonly number[] => {
  const times = programs.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, program] of programs.entries()) {
      const took = timeOnce(program);
      if (round > 0) times[at]?.push(took);
    }
  return times.map(median);
};

const folder = fileURLToPath(new URL('../../dist/bench', import.meta.url));

/** Columns under each other: words to the left, numbers to the right. */
const tableOf = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, at) =>
    Math.max(...lines.map((line) => line[at]?.length ?? 0)),
  );
  const cell = (text: string, at: number): string =>
    at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0);
  return lines.map((line) => `${line.map(cell).join('  ').trimEnd()}\n`).join('');
};

/** Prints a table, keeps it in dist/bench, and makes the process fail where a bound is missed. */
export const report = (bench: string, rows: readonly Row[]): void => {
  mkdirSync(folder, { recursive: true });
  const kept = rows.map(({ name, ours, other, ratio, bound }) => ({
    name,
    ours,
    other,
    ratio,
    bound,
  }));
  writeFileSync(join(folder, `${bench}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  const lines = rows.map(({ name, unit = 'ms', absolute, ours, other, ratio, bound, met }) => [
    name,
    `${ours.toFixed(1)} ${unit}`,
    `${other.toFixed(1)} ${unit}`,
    ratio.toFixed(2),
    absolute === true ? `${bound} ${unit}` : `${bound} times`,
    met ? 'met' : 'MISSED',
  ]);
  process.stdout.write(tableOf([['', 'ours', 'other', 'ratio', 'bound', ''], ...lines]));
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
};
