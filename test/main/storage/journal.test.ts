import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../main/storage/journal.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const fromNowOn = (): void => undefined;
const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const linesOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the journal', () => {
  it('writes one JSON object a line, the time and the kind first', () => {
    const path = join(folder(), 'new', 'journal.log');
    const journal = createJournal({ path, now: () => at, stream: fromNowOn });
    journal.write({ kind: 'started', facts: { version: '1' } });
    journal.write({ kind: 'ended', facts: {} });
    expect(readFileSync(path, 'utf8')).toBe(
      '{"at":"2026-01-02T03:04:05.678Z","kind":"started","version":"1"}\n' +
        '{"at":"2026-01-02T03:04:05.678Z","kind":"ended"}\n',
    );
  });

  it('is readable by its owner alone, also when the file was there with wider rights', () => {
    const path = join(folder(), 'journal.log');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    createJournal({ path, now: () => at, stream: fromNowOn }).write({ kind: 'started', facts: {} });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('does not let a fact pass for the time or the kind', () => {
    const path = join(folder(), 'journal.log');
    createJournal({ path, now: () => at, stream: fromNowOn }).write({
      kind: 'real',
      facts: { kind: 'x', at: 'y' },
    });
    expect(linesOf(path)).toEqual([{ at: '2026-01-02T03:04:05.678Z', kind: 'real' }]);
  });

  it('keeps a line break of a fact inside its line, and cuts a long fact', () => {
    const path = join(folder(), 'journal.log');
    const facts = { text: `a\n${'b'.repeat(2000)}` };
    createJournal({ path, now: () => at, stream: fromNowOn }).write({ kind: 'said', facts });
    expect(linesOf(path)).toEqual([expect.objectContaining({ text: `a\n${'b'.repeat(498)}…` })]);
  });

  it('starts anew past its size and keeps the file before', () => {
    const path = join(folder(), 'journal.log');
    const journal = createJournal({ path, now: () => at, stream: fromNowOn, mostBytes: 200 });
    for (let n = 0; n < 6; n += 1) journal.write({ kind: `entry-${n}`, facts: {} });
    expect(statSync(path).size).toBeLessThanOrEqual(200);
    const kept = [...linesOf(`${path}.1`), ...linesOf(path)];
    expect(kept.at(-1)).toMatchObject({ kind: 'entry-5' });
    expect(kept.length).toBeGreaterThanOrEqual(4);
  });

  it('loses a line rather than the app when it cannot be written', () => {
    const path = join(folder(), 'journal.log');
    mkdirSync(path);
    const journal = createJournal({ path, now: () => at, stream: fromNowOn });
    expect(() => journal.write({ kind: 'started', facts: {} })).not.toThrow();
  });

  it('ST11: goes to the stream or the file as told at run time', () => {
    const path = join(folder(), 'journal.log');
    const streamed: string[] = [];
    const journal = createJournal({ path, now: () => at, stream: (line) => streamed.push(line) });
    journal.write({ kind: 'first', facts: {} });
    journal.use({ journalTo: 'stream', journalDetail: 'normal' });
    journal.write({ kind: 'second', facts: {} });
    journal.use({ journalTo: 'file', journalDetail: 'normal' });
    journal.write({ kind: 'third', facts: {} });
    expect(linesOf(path)).toMatchObject([{ kind: 'first' }, { kind: 'third' }]);
    expect(streamed.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'second' }]);
  });

  it('ST11: tells what only debugging needs where it is asked to', () => {
    const path = join(folder(), 'journal.log');
    const journal = createJournal({ path, now: () => at, stream: fromNowOn });
    journal.write({ kind: 'unseen', facts: {} }, 'debug');
    journal.use({ journalTo: 'file', journalDetail: 'debug' });
    journal.write({ kind: 'seen', facts: {} }, 'debug');
    expect(linesOf(path)).toMatchObject([{ kind: 'seen' }]);
  });
});
