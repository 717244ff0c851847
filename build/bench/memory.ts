import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, by the parents that the kernel knows. */
export const familyOf = (pid: number): readonly number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // "pid (name) state parent …", and a name may hold anything but the last bracket.
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    } catch {
      // Gone meanwhile.
    }
  }
  const isOf = (one: number): boolean => {
    for (let at = one; at > 1; at = parents.get(at) ?? 0) if (at === pid) return true;
    return false;
  };
  return [...parents.keys()].filter(isOf);
};

/** What one process takes, MB (PSS); 0 when it is gone. */
const pssEach = (pid: number): number => {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** What all processes of a family take together, MB: what several share is counted in parts (PSS). */
export const pssOf = (pid: number): number =>
  familyOf(pid).reduce((sum, one) => sum + pssEach(one), 0);
