import { describe, expect, it } from 'vitest';
import { fileOutcomeWords, writtenLines } from '../../../app/view/words.ts';

const NOW = Date.UTC(2026, 10, 24, 13);
const written = {
  kind: 'written',
  target: { kind: 'session', identity: 'ada' },
  path: '/home/ada/.aws/credentials',
  profile: 'temporary',
  serial: 'arn:aws:iam::111122223333:mfa/ada',
  expiresAt: NOW + 60 * 60_000,
  backup: '/home/ada/.aws/credentials~',
  left: [],
} as const;

describe('what was written is told', () => {
  it('as setsts.py told it, with what was left alone (SE1, SE7)', () => {
    expect(writtenLines(written, NOW, 'UTC')).toEqual([
      'File: /home/ada/.aws/credentials',
      'Profile: temporary',
      'Serial number: arn:aws:iam::111122223333:mfa/ada',
      'Ends: 14:00',
      'Backup: /home/ada/.aws/credentials~',
      'Region and output of temporary were left alone.',
    ]);
  });

  it('with what it has not: no device, no backup, and other keys that stayed (SE5, SE7)', () => {
    const bare = { ...written, serial: null, backup: null, left: ['region', 's3', 'ca_bundle'] };
    expect(writtenLines(bare, NOW, 'UTC').slice(2)).toEqual([
      'Ends: 14:00',
      'Backup: none',
      'Region and output of temporary were left alone, and so were s3, ca_bundle.',
    ]);
  });

  it.each([
    [written, 'written as temporary in .aws/credentials'],
    [{ ...written, kind: 'installed' as const }, 'live as temporary in .aws/credentials'],
    [{ ...written, kind: 'uninstalled' as const }, 'removed temporary in .aws/credentials'],
    [
      { ...written, kind: 'undone' as const, path: 'C:\\Users\\ada\\.aws\\config' },
      'took back temporary in .aws/config',
    ],
  ])('in a few words for a row', (outcome, words) => {
    expect(fileOutcomeWords(outcome)).toBe(words);
  });
});
