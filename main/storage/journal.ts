import type { JournalWithSettings } from '../../app/ports.ts';
import type { Settings } from '../../app/settings.ts';
import { createLineFile } from './line-file.ts';

/** Past this many bytes the journal starts anew; the one before is kept as `.1`. */
const MOST_BYTES = 1024 * 1024;
/** A fact longer than this is cut: the journal tells, it does not store. */
const MOST_CHARACTERS = 500;

/**
 * The app's own log: one JSON object a line, with the time and the kind first, readable by its owner alone. Facts
 * only, never a secret. Written at once, so that the last line before a crash is there; a full disk loses lines and
 * nothing else.
 */
export const createJournal = (deps: {
  readonly path: string;
  /** Milliseconds since 1970 by this computer's clock. */
  readonly now: () => number;
  readonly mostBytes?: number;
  /** Takes a line instead of the file, where the settings say so. */
  readonly stream: (line: string) => void;
}): JournalWithSettings => {
  let { journalTo, journalDetail }: Pick<Settings, 'journalTo' | 'journalDetail'> = {
    journalTo: 'file',
    journalDetail: 'normal',
  };
  const file = createLineFile(deps.path, deps.mostBytes ?? MOST_BYTES);
  return {
    use: (settings) => {
      ({ journalTo, journalDetail } = settings);
    },
    write: ({ kind, facts }, detail) => {
      if (detail === 'debug' && journalDetail !== 'debug') return;
      const shown = Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' && fact.length > MOST_CHARACTERS
          ? `${fact.slice(0, MOST_CHARACTERS)}…`
          : fact,
      ]);
      // First for the reader's eye, and again last so that no fact of that name takes its place.
      const head = { at: new Date(deps.now()).toISOString(), kind };
      const line = `${JSON.stringify({ ...head, ...Object.fromEntries(shown), ...head })}\n`;
      if (journalTo === 'stream') return deps.stream(line);
      try {
        file.append(line);
      } catch {
        // Nowhere to say so: the journal is where it would be said.
      }
    },
  };
};
