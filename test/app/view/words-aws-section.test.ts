import { describe, expect, it } from 'vitest';
import {
  fileOutcomeHelp,
  fileOutcomeWords,
  filePreview,
  writtenLines,
} from '../../../app/view/words.ts';

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

describe('what an action would write, before it does so for the first time', () => {
  const paths = { config: '/home/ada/.aws/config', credentials: '/home/ada/.aws/credentials' };

  it('names the file and every line, and no secret', () => {
    const { sentence, lines } = filePreview('write', { kind: 'role', profile: 'dev' }, paths);
    expect(sentence).toContain('/home/ada/.aws/credentials');
    expect(lines).toEqual([
      '[sts-dev]',
      '# Fobwatch writes this section, for role:dev',
      'aws_access_key_id = …',
      'aws_secret_access_key = …',
      'aws_session_token = …',
      'x_security_token_expires = …',
    ]);
  });

  it('names the command that a live profile asks', () => {
    const { sentence, lines } = filePreview('install', { kind: 'session', identity: 'ada' }, paths);
    expect(sentence).toContain('/home/ada/.aws/config');
    expect(lines[0]).toBe('[profile ada-live]');
    expect(lines.at(-1)).toBe('credential_process = "…/fobwatch" credentials "session:ada"');
  });
});

it('how to use what was written is told, and nothing where it is gone', () => {
  expect(fileOutcomeHelp(written)).toBe('aws --profile temporary; written again when renewed');
  expect(fileOutcomeHelp({ ...written, kind: 'installed' })).toBe(
    'aws --profile temporary; never goes stale',
  );
  expect(fileOutcomeHelp({ ...written, kind: 'undone' })).toBeNull();
});
