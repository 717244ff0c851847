import { describe, expect, it } from 'vitest';
import type { FieldRule } from '../../../app/profiles/check-profile.ts';
import type { RoleKey } from '../../../app/profiles/role-fields.ts';
import type { RoleWay } from '../../../app/profiles/role-way.ts';
import {
  chainedHourWords,
  dependentsWords,
  fieldFaultWords,
  fileOutcomeSentence,
  lineChangeWords,
  pasteFaultWords,
  sharedStateWords,
  wayWords,
} from '../../../app/view/words.ts';

const walks = (over: Partial<Extract<RoleWay, { kind: 'walks' }>> = {}): RoleWay => ({
  kind: 'walks',
  from: 'keys',
  through: ['ada', 'dev'],
  roles: 1,
  withCode: true,
  ...over,
});

describe('the way of a role that is typed', () => {
  it.each<[RoleWay, number, string]>([
    [walks(), 3600, 'ada → dev, 1 h, shares today’s code'],
    [walks(), 43_200, 'ada → dev, 12 h, with a code of its own'],
    [walks({ withCode: false }), 7200, 'ada → dev, 2 h'],
    [
      walks({ through: ['ada', 'dev', 'data'], roles: 2 }),
      7200,
      'ada → dev → data, 1 h, since it is reached through another role',
    ],
    [
      walks({ from: 'credential_source', through: ['ci'] }),
      3600,
      'its credential source → ci, 1 h, no code needed',
    ],
    [
      walks({ from: 'web_identity_token_file', through: ['ci'] }),
      7200,
      'its token → ci, 2 h, by its token',
    ],
    [{ kind: 'unsaid' }, 3600, 'It shows here once a source is chosen.'],
  ])('%j for %i s', (way, seconds, words) => {
    expect(wayWords(way, seconds)).toBe(words);
  });

  it('warns of more than an hour behind another role, and of that alone', () => {
    expect(chainedHourWords(walks({ roles: 2 }), 7200)).toMatch(/1 h at most/);
    expect(chainedHourWords(walks({ roles: 2 }), 3600)).toBeNull();
    expect(chainedHourWords(walks(), 7200)).toBeNull();
  });
});

describe('what is wrong with a field', () => {
  it.each<[RoleKey | 'name', FieldRule, string]>([
    ['name', { kind: 'required' }, 'Give the profile a name.'],
    ['name', { kind: 'taken' }, 'There is a profile of that name already.'],
    [
      'region',
      { kind: 'region', meant: 'us-east-1' },
      'No region has that name; was us-east-1 meant.',
    ],
    [
      'external_id',
      { kind: 'length', min: 2, max: 1224 },
      'external_id must have 2 to 1224 characters.',
    ],
    [
      'duration_seconds',
      { kind: 'range', min: 900, max: 43_200 },
      'duration_seconds must lie between 15 min and 12 h (900 to 43200).',
    ],
    [
      'source_profile',
      { kind: 'loop', profiles: ['dev', 'data'] },
      'This leads round in a circle: dev and data would name each other; one of them needs a key.',
    ],
  ])('%s, %j', (field, rule, words) => {
    expect(fieldFaultWords({ kind: 'profile-field', profile: 'dev', field, rule })).toBe(words);
  });
});

it('tells each line that changes, and no value that may be a secret', () => {
  const line = { line: 12, profile: 'ops', key: 'region' };
  expect(lineChangeWords({ ...line, kind: 'changed', before: 'a', after: 'b' })).toBe(
    'line 12: region = a → b',
  );
  expect(lineChangeWords({ ...line, kind: 'changed', before: null, after: 'b' })).toBe(
    'line 12: region becomes b',
  );
  expect(lineChangeWords({ ...line, kind: 'added', before: null, after: 'b' })).toBe(
    'below line 12: + region = b',
  );
  expect(
    lineChangeWords({ ...line, key: 'output', kind: 'removed', before: null, after: null }),
  ).toBe('line 12: − output');
});

it('says what was done to how many profiles', () => {
  const done = { kind: 'profiles-changed', path: '/c', backup: null, edited: [] } as const;
  expect(fileOutcomeSentence({ ...done, added: ['a', 'b'], removed: ['c'] })).toBe(
    'Added 2 profiles, removed c in /c.',
  );
});

it('says who needs a profile that goes', () => {
  expect(dependentsWords('dev', [])).toBeNull();
  expect(dependentsWords('dev', ['a', 'b'])).toBe(
    'a and b name dev as source and will not start without it.',
  );
});

it('says why a pasted text or a shared profile is not taken', () => {
  expect(pasteFaultWords({ kind: 'account-digits', digits: 11 })).toBe(
    'An account’s number has 12 digits; this one has 11.',
  );
  expect(sharedStateWords({ kind: 'unknown-key', key: 'credential_process' })).toBe(
    'refused: credential_process is never taken from a file',
  );
});
