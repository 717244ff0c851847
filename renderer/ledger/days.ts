import type { LedgerLine } from '../../app/session/shown-ledger.ts';

export type Day = { readonly day: string; readonly lines: readonly LedgerLine[] };

/** Lines as they come, those of a day together under its name. */
export const daysOf = (
  lines: readonly LedgerLine[],
  nameOf: (at: number) => string,
): readonly Day[] => {
  const days = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const day = nameOf(line.at);
    const others = days.get(day);
    if (others === undefined) days.set(day, [line]);
    else others.push(line);
  }
  return [...days].map(([day, ofDay]) => ({ day, lines: ofDay }));
};
