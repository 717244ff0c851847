import { describe, expect, it } from 'vitest';
import { detailsLabel, roleNote } from '../../../app/view/words.ts';
import type { RoleRow } from '../../../app/view/window.ts';
import { deniedFailure, offlineFailure, roleRow } from '../../support/snapshots.ts';

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
    ['no name, when its ARN could not be read', { roleName: '' }, null],
  ])('%s', (_what, changes, note) => {
    expect(roleNote(row(changes))).toBe(note);
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
