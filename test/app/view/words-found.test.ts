import { describe, expect, it } from 'vitest';
import { isProfileName, type ProfileName } from '../../../app/profiles/profile.ts';
import type { PlainKey } from '../../../app/session/found.ts';
import {
  cameLineWords,
  foundSummary,
  goneLineWords,
  importAllLabel,
  knownWords,
  obstacleWords,
  placedProblemWords,
  plainKeyWords,
  removalSaid,
  removalSpoken,
  roleNamesWords,
} from '../../../app/view/words.ts';
import { roleRow, sessionRow } from '../../support/snapshots.ts';

const PATH = '/home/ada/.aws/credentials';

const profileName = (text: string): ProfileName => {
  if (!isProfileName(text)) throw new Error(text);
  return text;
};
const key = (changes: Partial<PlainKey> = {}): PlainKey => ({
  profile: 'ada',
  accessKeyId: 'AKIA1',
  at: { file: 'credentials', path: PATH, line: 4 },
  keptBy: null,
  nameTaken: false,
  ...changes,
});
const group = (roles: number) => ({
  account: '111122223333',
  alias: null,
  rows: Array.from({ length: roles }, (_, at) => roleRow(`role-${at + 1}`)),
});

describe('what the AWS files hold, in words (ST9)', () => {
  it.each([
    [1, [group(1)], 0, 'Read, not changed: 1 key in plain text and 1 role in 1 account.'],
    [
      2,
      [group(4), group(2)],
      3,
      'Read, not changed: 2 keys in plain text, 6 roles in 2 accounts and 3 problems.',
    ],
    [0, [], 0, 'Read, not changed: no key in plain text and no role.'],
  ])('%i keys', (keys, groups, problems, words) => {
    expect(foundSummary(keys, groups, problems)).toBe(words);
  });

  it.each([
    [key(), 'in plain text, credentials:4'],
    [key({ keptBy: 'ada' }), 'in the keychain; still in credentials:4'],
    [key({ keptBy: 'work' }), 'in the keychain as work; still in credentials:4'],
    [key({ nameTaken: true }), 'credentials:4 holds another key than the keychain'],
  ])('a key says where it is and whether the keychain has it', (of, words) => {
    expect(plainKeyWords(of)).toBe(words);
  });

  it('hundreds of roles fold into three names and a number', () => {
    expect(roleNamesWords(group(300))).toBe('role-1, role-2, role-3 and 297 more');
    expect(roleNamesWords(group(2))).toBe('role-1, role-2');
  });

  it('a problem begins with its file and line', () => {
    expect(
      placedProblemWords({
        kind: 'half-key-pair',
        file: 'credentials',
        path: PATH,
        line: 9,
        profile: profileName('half'),
        missing: 'aws_access_key_id',
      }),
    ).toEqual({
      place: 'credentials:9',
      sentence: '(half) begins half a key: aws_access_key_id is missing.',
    });
  });

  it('one button imports all that is chosen', () => {
    expect([1, 3].map(importAllLabel)).toEqual(['Import the key', 'Import 3 keys']);
  });

  it('AWS’s answer names user and account', () => {
    expect(
      knownWords(
        sessionRow('ada', { userArn: 'arn:aws:iam::1:user/ada', account: '1', alias: 'acme' }),
      ),
    ).toBe('arn:aws:iam::1:user/ada, 1 (acme)');
  });
});

describe('keys out of the files, in words', () => {
  it('lines that go and come are named, and no secret is', () => {
    const line = { line: 3, key: 'aws_secret_access_key', profile: profileName('ada') } as const;
    expect(goneLineWords(PATH, line)).toBe('− credentials:3 aws_secret_access_key');
    expect(cameLineWords('ada', 'x = y')).toEqual(['+ [profile ada]', '+ x = y']);
    expect(cameLineWords('default', 'x = y')).toEqual(['+ [default]', '+ x = y']);
  });

  it.each(['role_arn', 'sso', 'credential_process', 'command'] as const)(
    'what keeps other tools from Fobwatch is said: %s',
    (by) => {
      expect(obstacleWords('ada', by)).toMatch(/^ada has .+other tools.+\.$/);
    },
  );

  it('what came of it: lines, backups, other tools, and copies that are not ours', () => {
    const outcome = {
      files: [{ path: PATH, lines: 2, backup: `${PATH}~` }],
      sealed: [`${PATH}~`, `${PATH}.fobwatch-3~`],
      elsewhere: [`${PATH}.old`],
      processes: ['ada'],
      failures: [],
    };
    expect(removalSaid(outcome)).toEqual([
      `2 lines taken out of ${PATH}.`,
      '2 backups sealed: credentials~ and credentials.fobwatch-3~.',
      'Other tools ask Fobwatch for ada now.',
      `The key is in plain text in ${PATH}.old too, which Fobwatch did not make; remove it there yourself.`,
    ]);
    expect(removalSpoken({ kind: 'done', outcome })).toBe(removalSaid(outcome).join(' '));
  });

  it.each([
    [{ kind: 'none' }, ''],
    [
      {
        kind: 'working',
        plan: { identities: [], files: [], also: [], config: '', processes: [], obstacles: [] },
      },
      'Taking the keys out…',
    ],
    [{ kind: 'undone', paths: [PATH] }, `${PATH} is as before.`],
    [{ kind: 'undone', paths: [] }, 'Nothing is left to take back.'],
    [{ kind: 'restored', path: PATH, backup: null }, `${PATH} is again what its backup was.`],
  ] as const)('what changes by itself is spoken', (removal, words) => {
    expect(removalSpoken(removal)).toBe(words);
  });
});
