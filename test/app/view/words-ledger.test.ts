import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../app/ledger.ts';
import {
  calendarAt,
  ledgerEndWords,
  ledgerLineWords,
  ledgerNameWords,
  noticeWords,
} from '../../../app/view/words.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;

const entry = (changes: Partial<LedgerEntry>): LedgerEntry => ({
  at: NOON,
  target: 'role:dev',
  how: 'credentials',
  via: 'helper',
  to: 'terraform',
  by: 'terraform',
  pid: 4711,
  outcome: 'given',
  expiresAt: NOON + HOUR,
  ...changes,
});
const person = { via: 'window', by: null, pid: null } as const;
const refused = { outcome: 'declined', expiresAt: null } as const;

describe('a line of the ledger', () => {
  it.each<[Partial<LedgerEntry>, string]>([
    [{}, 'Fetched by terraform (4711)'],
    [{ pid: null }, 'Fetched by terraform'],
    [{ by: null, pid: null }, 'Fetched by a program'],
    [{ how: 'env' }, 'Exports printed for terraform (4711)'],
    [{ how: 'exec' }, 'A program run with it for terraform (4711)'],
    [{ how: 'export' }, 'Printed for terraform (4711)'],
    [{ how: 'export', to: '/a/dev.json' }, 'Saved to /a/dev.json for terraform (4711)'],
    [{ how: 'export', to: '/a/dev.json', ...person }, 'Saved to /a/dev.json in the window'],
    [{ how: 'write', to: '/a/credentials' }, 'Written into /a/credentials for terraform (4711)'],
    [
      { how: 'write', to: '/a/credentials', ...person, via: 'renewal' },
      'Renewed in /a/credentials',
    ],
    [{ how: 'copy', to: 'clipboard', ...person }, 'Exports copied in the window'],
    [{ how: 'copy', to: 'clipboard', ...person, via: 'menu' }, 'Exports copied from the menu'],
    [{ how: 'copy', to: 'clipboard', ...person, via: null }, 'Exports copied'],
    [{ how: 'console', to: 'browser', ...person }, 'Console opened in the window'],
    [{ how: 'console', to: 'clipboard', ...person }, 'Console sign-in copied in the window'],
    [{ how: 'console' }, 'Console opened for terraform (4711)'],
    [
      { how: 'endpoint', via: 'endpoint', to: 'aws-cli', by: 'aws-cli', pid: null },
      'Fetched by aws-cli from the endpoint',
    ],
    [
      { ...refused, how: 'endpoint', via: 'endpoint', by: null, pid: null },
      'A program asked for credentials from the endpoint: declined',
    ],
    [refused, 'terraform (4711) asked for credentials: declined'],
    [
      { ...refused, how: 'env', outcome: 'timed-out' },
      'terraform (4711) asked for exports: nobody entered a code in time',
    ],
    [
      { ...refused, how: 'exec', outcome: 'code-needed' },
      'terraform (4711) asked for credentials to run with: it needed a code',
    ],
    [
      { ...refused, outcome: 'left' },
      'terraform (4711) asked for credentials: it did not wait for an answer',
    ],
  ])('%o is "%s"', (changes, words) => {
    expect(ledgerLineWords(entry(changes))).toBe(words);
  });

  it.each([
    ['role:dev', 'dev'],
    ['made:ci', 'ci'],
    ['session:ada', 'Session of ada'],
  ] as const)('calls %s %s', (target, name) => {
    expect(ledgerNameWords(target)).toBe(name);
  });

  it('says when what was given ends, as long as it lives', () => {
    expect(ledgerEndWords(entry({}), NOON, 'UTC')).toBe('ends 13:00');
    expect(ledgerEndWords(entry({}), NOON + 2 * HOUR, 'UTC')).toBeNull();
    expect(ledgerEndWords(entry(refused), NOON, 'UTC')).toBeNull();
  });
});

describe('a day', () => {
  it.each([
    [NOON, 'Today'],
    [NOON - 12 * HOUR, 'Today'],
    [NOON - 13 * HOUR, 'Monday, 23 November'],
    [NOON - 366 * 24 * HOUR, 'Sunday, 23 November 2025'],
  ])('%i has a name', (at, name) => {
    expect(calendarAt(NOON, 'UTC').day(at)).toBe(name);
  });
});

describe('a notice of fetches', () => {
  const dev = { kind: 'role', profile: 'dev' } as const;
  const ada = { kind: 'session', identity: 'ada' } as const;
  const fetched = { kind: 'fetched', key: 'fetched', target: dev, others: 0, fetches: 1 } as const;
  it.each<[Parameters<typeof noticeWords>[0], string, string]>([
    [{ ...fetched, by: ['terraform'] }, 'terraform fetched dev', 'Click to see the ledger.'],
    [{ ...fetched, by: [null] }, 'A program fetched dev', 'Click to see the ledger.'],
    [
      { ...fetched, by: ['aws'], target: ada },
      'aws fetched the session of ada',
      'Click to see the ledger.',
    ],
    [
      { ...fetched, by: ['terraform', 'bash'], others: 2, fetches: 7 },
      'terraform and 1 other fetched dev and 2 others',
      '7 times in all. Click to see the ledger.',
    ],
  ])('%o', (notice, title, body) => {
    expect(noticeWords(notice, NOON)).toEqual({ title, body });
  });
});
