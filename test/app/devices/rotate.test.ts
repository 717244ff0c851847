import { describe, expect, it } from 'vitest';
import type { ListedKey } from '../../../app/devices/iam-changes.ts';
import {
  atStart,
  besideItem,
  firstStepBack,
  nextMove,
  stepForOld,
  type Rotation,
  type RotationFacts,
  type RotationMove,
  type RotationStep,
} from '../../../app/devices/rotate.ts';
import { isProfileName } from '../../../app/profiles/profile.ts';

const NOW = 1_800_000_000_000;
const OLD = 'AKIAOLDKEY0000000001';
const NEW = 'AKIANEWKEY0000000002';
const OTHER = 'AKIAOTHERKEY00000003';

const plan = (step: RotationStep, more: Partial<Rotation> = {}): Rotation => ({
  identity: 'ada',
  from: 'keychain',
  into: 'keychain',
  oldId: OLD,
  before: [OLD],
  follow: [],
  startedAt: NOW - 60_000,
  touchedAt: NOW - 1_000,
  step,
  ...more,
});

/** In the keychain, known, and not asked of AWS. */
const found = (more: Partial<RotationFacts> = {}): RotationFacts => ({
  main: OLD,
  next: null,
  old: null,
  known: OLD,
  inFiles: new Map(),
  unsure: false,
  minted: null,
  listed: null,
  used: new Set(),
  ...more,
});

const listed = (...ids: readonly (readonly [string, number])[]): readonly ListedKey[] =>
  ids.map(([accessKeyId, createdAt]) => ({ accessKeyId, active: true, createdAt }));
const oldKey = [OLD, NOW - 86_400_000 * 400] as const;
const newKey = [NEW, NOW - 5_000] as const;

type Row = readonly [
  title: string,
  step: RotationStep,
  facts: Partial<RotationFacts>,
  move: RotationMove,
  more?: Partial<Rotation>,
];

const creating: RotationStep = { kind: 'creating', since: NOW - 2_000 };
const onward = (kind: 'storing' | 'switching' | 'deactivating' | 'deleting'): RotationStep => ({
  kind,
  newId: NEW,
});
const begin = (step: RotationStep): RotationMove => ({ kind: 'begin', step });
const inBoth = new Map([
  ['ada', OLD],
  ['tools', OLD],
]);

const forward: readonly Row[] = [
  ['looks for room first', { kind: 'checking' }, {}, { kind: 'list' }],
  [
    'writes down which keys there were before it makes one',
    { kind: 'checking' },
    { listed: listed(oldKey) },
    { kind: 'begin', step: { kind: 'creating', since: NOW }, before: [OLD] },
  ],
  [
    'names the key that stands in the way of a third',
    { kind: 'checking' },
    { listed: listed(oldKey, [OTHER, 1]) },
    { kind: 'blocked', other: OTHER },
  ],
  ['makes a key only after AWS listed them', creating, {}, { kind: 'list' }],
  ['makes it where there is none yet', creating, { listed: listed(oldKey) }, { kind: 'create' }],
  [
    'deletes a key whose answer was lost, and looks again',
    creating,
    { listed: listed(oldKey, newKey) },
    { kind: 'discard', accessKeyId: NEW, to: null },
  ],
  [
    'leaves a new key alone that somebody used',
    creating,
    { listed: listed(oldKey, newKey), used: new Set([NEW]) },
    { kind: 'blocked', other: NEW },
  ],
  [
    'leaves a new key alone that was not made in our minute',
    creating,
    { listed: listed(oldKey, [NEW, NOW - 3_600_000]) },
    { kind: 'blocked', other: NEW },
  ],
  [
    'goes on with a lost key whose secret is in the keychain after all',
    creating,
    { listed: listed(oldKey, newKey), next: NEW },
    begin({ kind: 'proving', newId: NEW, since: NOW }),
  ],
  ['writes the new id down before it stores', creating, { minted: NEW }, begin(onward('storing'))],
  ['stores what was made', onward('storing'), { minted: NEW }, { kind: 'store-new' }],
  [
    'deletes what was made and never stored, and makes another',
    onward('storing'),
    {},
    { kind: 'discard', accessKeyId: NEW, to: { kind: 'creating', since: NOW } },
  ],
  [
    'proves only what is stored',
    onward('storing'),
    { next: NEW },
    begin({ kind: 'proving', newId: NEW, since: NOW }),
  ],
  [
    'asks AWS who the new key is',
    { kind: 'proving', newId: NEW, since: NOW },
    { next: NEW },
    { kind: 'prove', which: 'new', to: onward('switching') },
  ],
  ['keeps the old key beside', onward('switching'), { next: NEW }, { kind: 'keep-old' }],
  [
    'switches once both are beside',
    onward('switching'),
    { next: NEW, old: OLD },
    { kind: 'put-main', which: 'new' },
  ],
  [
    'writes the profiles that follow, and no others',
    onward('switching'),
    { next: NEW, old: OLD, main: NEW, inFiles: inBoth },
    { kind: 'write-files', profiles: ['tools'], which: 'new' },
    { follow: ['tools'] },
  ],
  [
    'lists the identity under its new key',
    onward('switching'),
    { next: NEW, old: OLD, main: NEW },
    { kind: 'note', accessKeyId: NEW },
  ],
  [
    'deactivates after the switch',
    onward('switching'),
    { next: NEW, old: OLD, main: NEW, known: NEW },
    begin(onward('deactivating')),
  ],
  [
    'deactivates nothing while a profile that follows is not seen to hold a key',
    onward('switching'),
    { next: NEW, old: OLD, main: NEW, known: NEW, inFiles: new Map([['tools', NEW]]) },
    { kind: 'not-followed', profile: 'ci' },
    { follow: ['tools', 'ci'] },
  ],
  [
    'deactivates after the switch where a profile that followed was given a third key meanwhile',
    onward('switching'),
    { next: NEW, old: OLD, main: NEW, known: NEW, inFiles: new Map([['tools', OTHER]]) },
    begin(onward('deactivating')),
    { follow: ['tools'] },
  ],
  [
    'switches nothing to a key that is nowhere',
    onward('switching'),
    { old: OLD },
    { kind: 'not-in-force' },
  ],
  [
    'switches a key of the file where it stands',
    onward('switching'),
    { main: null, known: null, next: NEW, old: OLD, inFiles: new Map([['ada', OLD]]) },
    { kind: 'write-files', profiles: ['ada'], which: 'new' },
    { from: 'file', into: 'file', follow: ['ada'] },
  ],
  [
    'takes the copy away that is in its place by now',
    onward('deactivating'),
    { main: NEW, next: NEW, old: OLD, known: NEW },
    { kind: 'drop', item: 'next' },
  ],
  [
    'deactivates the old key, then rests',
    onward('deactivating'),
    { main: NEW, old: OLD, known: NEW },
    {
      kind: 'set-active',
      accessKeyId: OLD,
      active: false,
      to: { kind: 'resting', newId: NEW, since: NOW, old: 'inactive' },
    },
  ],
  [
    'switches again before it deactivates what is still in use',
    onward('deactivating'),
    { main: OLD, next: NEW, old: OLD },
    begin(onward('switching')),
  ],
  [
    'rests until somebody says so',
    { kind: 'resting', newId: NEW, since: 1, old: 'inactive' },
    { main: NEW, old: OLD, known: NEW },
    { kind: 'rest' },
  ],
  [
    'deletes the old key',
    onward('deleting'),
    { main: NEW, old: OLD, known: NEW },
    { kind: 'delete', accessKeyId: OLD, to: { kind: 'clearing', keptId: NEW } },
  ],
  [
    'deletes nothing while the new key is not in its place',
    onward('deleting'),
    { main: OLD, old: OLD },
    { kind: 'not-in-force' },
  ],
  [
    'clears the old copy',
    { kind: 'clearing', keptId: NEW },
    { main: NEW, old: OLD },
    { kind: 'drop', item: 'old' },
  ],
  ['ends', { kind: 'clearing', keptId: NEW }, { main: NEW }, { kind: 'end' }],
];

const back: readonly Row[] = [
  [
    'makes the old key active first',
    { kind: 'reviving', newId: NEW, to: 'back' },
    { main: NEW, old: OLD, known: NEW },
    {
      kind: 'set-active',
      accessKeyId: OLD,
      active: true,
      to: { kind: 'proving-old', newId: NEW, since: NOW },
    },
  ],
  [
    'switches back only to what AWS takes',
    { kind: 'proving-old', newId: NEW, since: NOW },
    { main: NEW, old: OLD, known: NEW },
    { kind: 'prove', which: 'old', to: { kind: 'switching-back', newId: NEW } },
  ],
  [
    'puts the old key back',
    { kind: 'switching-back', newId: NEW },
    { main: NEW, old: OLD, known: NEW },
    { kind: 'put-main', which: 'old' },
  ],
  [
    'puts it back into the profiles that followed',
    { kind: 'switching-back', newId: NEW },
    { old: OLD, inFiles: new Map([['tools', NEW]]) },
    { kind: 'write-files', profiles: ['tools'], which: 'old' },
    { follow: ['tools'] },
  ],
  [
    'deletes no new key that a profile may hold, of a file that nobody could read',
    { kind: 'switching-back', newId: NEW },
    { old: OLD, unsure: true },
    { kind: 'not-followed', profile: 'tools' },
    { follow: ['tools'] },
  ],
  [
    'goes on where the section of a profile that followed is gone',
    { kind: 'switching-back', newId: NEW },
    { old: OLD },
    begin({ kind: 'discarding', newId: NEW, since: NOW }),
    { follow: ['tools'] },
  ],
  [
    'takes an identity that moved into the keychain out of it',
    { kind: 'switching-back', newId: NEW },
    { main: NEW, old: OLD, known: NEW, inFiles: new Map([['ada', OLD]]) },
    { kind: 'note', accessKeyId: null },
    { from: 'file' },
  ],
  [
    'deletes the new key last',
    { kind: 'discarding', newId: NEW, since: NOW },
    { old: OLD },
    { kind: 'delete', accessKeyId: NEW, to: { kind: 'clearing', keptId: OLD } },
  ],
  [
    'waits until a key asked for a moment ago would be listed',
    { kind: 'discarding', newId: null, since: NOW - 5_000 },
    {},
    { kind: 'wait', until: NOW + 10_000 },
  ],
  [
    'deletes the key that was asked for, if there is one',
    { kind: 'discarding', newId: null, since: NOW - 20_000 },
    { listed: listed(oldKey, newKey) },
    { kind: 'discard', accessKeyId: NEW, to: { kind: 'clearing', keptId: OLD } },
  ],
];

const named = (rows: readonly Row[]) =>
  rows.map(([title, step, facts, move, more]) => ({ title, step, facts, move, more }));

describe('the rotation of a key, forward', () => {
  it.each(named(forward))('$title', ({ step, facts, move, more }) => {
    expect(nextMove(plan(step, more), found(facts), NOW)).toEqual(move);
  });
});

describe('the rotation of a key, back', () => {
  it.each(named(back))('$title', ({ step, facts, move, more }) => {
    expect(nextMove(plan(step, more), found(facts), NOW)).toEqual(move);
  });

  it.each<[string, RotationStep, RotationStep['kind'] | null]>([
    ['nothing was made', { kind: 'checking' }, 'clearing'],
    ['perhaps one was made', creating, 'discarding'],
    ['one was made', { kind: 'proving', newId: NEW, since: NOW }, 'discarding'],
    ['it was being switched', onward('switching'), 'switching-back'],
    ['the old one may be inactive', onward('deactivating'), 'reviving'],
    ['the old one may be gone', onward('deleting'), null],
  ])('begins where it has to: %s', (_title, step, first) => {
    expect(firstStepBack(plan(step), NOW)?.kind ?? null).toBe(first);
  });
});

describe('a plan found at the start', () => {
  it.each<[string, RotationStep, number, ReturnType<typeof atStart>]>([
    ['goes on where it was killed', creating, 60_000, 'go-on'],
    ['is offered after a day', creating, 90_000_000, 'offer'],
    ['goes on resting', { kind: 'resting', newId: NEW, since: 1, old: 'inactive' }, 1, 'rest'],
    ['is dropped where nothing was made', { kind: 'checking' }, 1, 'drop'],
  ])('%s', (_title, step, ago, fate) => {
    expect(atStart(plan(step, { touchedAt: NOW - ago }), NOW)).toBe(fate);
  });
});

describe('the old key at rest', () => {
  const rest = (old: 'inactive' | 'active'): Rotation =>
    plan({ kind: 'resting', newId: NEW, since: 1, old });
  it('can be made active, and inactive again, and deleted', () => {
    expect(stepForOld(rest('inactive'), 'activate')?.kind).toBe('reviving');
    expect(stepForOld(rest('active'), 'deactivate')?.kind).toBe('deactivating');
    expect(stepForOld(rest('inactive'), 'delete')?.kind).toBe('deleting');
  });
  it('is not touched while the plan is at work', () => {
    expect(stepForOld(plan(onward('switching')), 'delete')).toBeNull();
  });
});

it('keeps other keys under names that no profile can have', () => {
  expect(isProfileName(besideItem('ada', 'next'))).toBe(false);
  expect(besideItem('ada', 'next')).not.toBe(besideItem('ada', 'old'));
});
