import { describe, expect, it } from 'vitest';
import {
  copiedWords,
  detailsLabel,
  longestWords,
  madeNote,
  roleNotes,
  shortLifeWarning,
} from '../../../app/view/words.ts';
import type { RoleRow } from '../../../app/view/window.ts';
import { deniedFailure, madeRow, offlineFailure, roleRow } from '../../support/snapshots.ts';

const row = (changes: Partial<RoleRow>): RoleRow => roleRow('dev', { roleName: 'dev', ...changes });

describe('what tells a role apart', () => {
  it.each<readonly [string, Partial<RoleRow>, string | null]>([
    ['nothing, when the name says it all', {}, null],
    ['its own name, when the profile goes by another', { roleName: 'Developer' }, 'Developer'],
    ['the role it is reached through', { chain: ['ada', 'hub', 'dev'] }, 'through hub'],
    ['each of them in order', { chain: ['ada', 'hub', 'spoke', 'dev'] }, 'through hub, spoke'],
    [
      'that the code of the session does not serve it',
      { lasts: { seconds: 43_200, why: 'own-code' } },
      'takes a code of its own, up to 12 h',
    ],
    ['that no code is asked', { lasts: { seconds: 3600, why: 'no-code' } }, 'needs no code'],
    [
      'several at once',
      { roleName: 'Build', lasts: { seconds: 7200, why: 'own-code' } },
      'Build · takes a code of its own, up to 2 h',
    ],
    [
      'nothing about codes, when it cannot be started',
      { broken: deniedFailure, lasts: { seconds: 3600, why: 'no-code' } },
      null,
    ],
    [
      'that it lasts 15 minutes, which SDKs take for old at once',
      { life: { obtainedAt: 0, endsAt: 899_400 } },
      'lasts 15 min: SDKs renew at once',
    ],
    [
      'the region, when it is in no list here (BO1)',
      { region: 'eu-north-7', unlistedRegion: true },
      'eu-north-7 is not listed',
    ],
    ['no name, when its ARN could not be read', { roleName: '' }, null],
  ])('%s', (_what, changes, note) => {
    expect(roleNotes(row(changes)).join(' · ')).toBe(note ?? '');
  });
});

describe('what a role may gain by duration_seconds', () => {
  it.each([
    [900, 3600, 'up to 1 h with duration_seconds in its profile'],
    [3600, 7200, 'up to 2 h with duration_seconds in its profile, for a code of its own'],
    [3600, 3600, null],
  ])('of %i s that allows %i s is "%s"', (seconds, longest, words) => {
    expect(longestWords({ lasts: { seconds, why: 'shares-session' }, longest })).toBe(words);
  });
});

describe('a role of 15 minutes', () => {
  const life = { obtainedAt: 0, endsAt: 900_000 };
  const hour = { obtainedAt: 0, endsAt: 3_600_000 };

  it('is copied with a warning', () => {
    const mark = {
      kind: 'copied',
      as: { form: 'bash', block: 'exports' },
      clearsAt: 60_000,
    } as const;
    expect(copiedWords(mark, 12_000, life)).toBe(
      'copied for bash, lasts 15 min only, clears in 48 s',
    );
    expect(copiedWords(mark, 12_000, hour)).toBe('copied for bash, clears in 48 s');
  });

  it('says in its details what that means', () => {
    expect(shortLifeWarning(life)).toBe(
      'These credentials last 15 min; SDKs ask for new ones when 15 min are left, so they ask again at once.',
    );
    expect([shortLifeWarning(hour), shortLifeWarning(null)]).toEqual([null, null]);
  });

  it('says so beside a grant made directly', () => {
    const row = madeRow('guest', { life });
    expect(madeNote(row)).toBe('lasts 15 min: SDKs renew at once · federated user');
  });
});

describe('details of a failure', () => {
  it.each([
    ["AWS's code, which people search for", deniedFailure, 'Details: AccessDenied'],
    ['no code where AWS gave none', { ...deniedFailure, code: '' }, 'Details'],
    ['nothing where AWS said nothing', offlineFailure, 'Details'],
  ])('are named by %s', (_what, failure, label) => {
    expect(detailsLabel(failure)).toBe(label);
  });
});
