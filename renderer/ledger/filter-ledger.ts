import type { LedgerLine } from '../../app/session/shown-ledger.ts';
import { ledgerLineWords, ledgerNameWords } from '../../app/view/words.ts';
import { matches } from '../state/matches.ts';

/** Lines that have every word of the query in their grant, their program or what is said of them. */
export const filterLedger = (lines: readonly LedgerLine[], query: string): readonly LedgerLine[] =>
  query.trim() === ''
    ? lines
    : lines.filter((line) =>
        matches(query, [ledgerNameWords(line.target), ledgerLineWords(line), line.by, line.to]),
      );
