import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../app/ledger.ts';
import type { JournalEntry } from '../../../app/ports.ts';
import { ok } from '../../../app/result.ts';
import { createLedger } from '../../../main/storage/ledger.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

const entry = (at: number, changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at,
  target: 'role:dev',
  how: 'credentials',
  via: 'helper',
  to: 'terraform',
  by: 'terraform',
  pid: 4711,
  outcome: 'given',
  expiresAt: at + 3_600_000,
  ...changes,
});

const ledgerIn = (path: string, mostBytes?: number) => {
  const noted: JournalEntry[] = [];
  const journal = { write: (one: JournalEntry) => void noted.push(one) };
  return { noted, ledger: createLedger({ path, journal, ...(mostBytes ? { mostBytes } : {}) }) };
};

describe('the ledger', () => {
  it('gives back what was written, oldest first', async () => {
    const { ledger } = ledgerIn(join(folder(), 'data', 'ledger.jsonl'));
    const entries = [
      entry(1000),
      entry(2000, { target: 'made:ci', how: 'copy', via: 'menu', by: null, pid: null }),
      entry(3000, { outcome: 'declined', expiresAt: null }),
    ];
    for (const one of entries) ledger.write(one);
    expect(await ledger.read(10)).toEqual(ok(entries));
  });

  it('gives back the last lines only, as many as are asked for', async () => {
    const { ledger } = ledgerIn(join(folder(), 'ledger.jsonl'));
    for (const at of [1000, 2000, 3000]) ledger.write(entry(at));
    expect(await ledger.read(2)).toEqual(ok([entry(2000), entry(3000)]));
  });

  it('gives back the last lines about one grant, however many others were written since', async () => {
    const { ledger } = ledgerIn(join(folder(), 'ledger.jsonl'));
    ledger.write(entry(1000, { target: 'role:prod-admin' }));
    ledger.write(entry(2000, { target: 'role:prod-admin' }));
    // A program may call itself what it likes.
    ledger.write(entry(3000, { target: 'role:dev', to: 'role:prod-admin' }));
    for (let at = 4000; at < 4500; at += 1) ledger.write(entry(at));
    ledger.write(entry(5000, { target: 'role:prod-admin-2' }));
    expect(await ledger.read(1, 'role:prod-admin')).toEqual(
      ok([entry(2000, { target: 'role:prod-admin' })]),
    );
    expect(await ledger.read(4, 'role:prod-admin')).toMatchObject({
      value: [{ at: 1000 }, { at: 2000 }],
    });
  });

  it('is empty before anything left the app', async () => {
    expect(await ledgerIn(join(folder(), 'ledger.jsonl')).ledger.read(10)).toEqual(ok([]));
  });

  it('is readable by its owner alone, with times that a person can read', () => {
    const path = join(folder(), 'ledger.jsonl');
    ledgerIn(path).ledger.write(entry(0));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain('"at":"1970-01-01T00:00:00.000Z"');
  });

  it('keeps the file that was full, and reads over both', async () => {
    const { ledger } = ledgerIn(join(folder(), 'ledger.jsonl'), 400);
    for (const at of [1000, 2000, 3000]) ledger.write(entry(at));
    expect(await ledger.read(10)).toEqual(ok([entry(1000), entry(2000), entry(3000)]));
  });

  it('reads a line of before it told path and outcome as one that was given', async () => {
    const path = join(folder(), 'ledger.jsonl');
    appendFileSync(
      path,
      '{"at":"1970-01-01T00:00:01.000Z","target":"role:dev","how":"copy","to":"clipboard","pid":null,"expiresAt":"1970-01-01T01:00:01.000Z"}\n',
    );
    expect(await ledgerIn(path).ledger.read(10)).toEqual(
      ok([entry(1000, { how: 'copy', via: null, to: 'clipboard', by: null, pid: null })]),
    );
  });

  it('passes over half a line, as a full disk leaves it', async () => {
    const path = join(folder(), 'ledger.jsonl');
    const { ledger } = ledgerIn(path);
    ledger.write(entry(1000));
    appendFileSync(path, '{"at":"2026-\n');
    ledger.write(entry(2000));
    expect(await ledger.read(10)).toEqual(ok([entry(1000), entry(2000)]));
  });

  it('notes in the journal what it could not keep, and goes on', () => {
    const path = join(folder(), 'ledger.jsonl');
    mkdirSync(path);
    const { ledger, noted } = ledgerIn(path);
    ledger.write(entry(1000));
    expect(noted).toMatchObject([{ kind: 'ledger-not-kept', facts: { path } }]);
  });
});
