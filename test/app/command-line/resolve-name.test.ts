import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  offeredNames,
  resolveName,
  resolveNames,
  type KnownNames,
} from '../../../app/command-line/resolve-name.ts';
import { nameWords } from '../../../app/view/words.ts';

const known: KnownNames = {
  roles: ['dev', 'prod-admin', 'both', 'session:ada'],
  identities: ['ada', 'both'],
  made: ['guest', 'both'],
};

const found = [
  ['dev', { kind: 'role', profile: 'dev' }],
  ['ada', { kind: 'session', identity: 'ada' }],
  ['guest', { kind: 'made', name: 'guest' }],
  ['role:dev', { kind: 'role', profile: 'dev' }],
  ['session:both', { kind: 'session', identity: 'both' }],
  ['made:both', { kind: 'made', name: 'both' }],
  ['session:ada', { kind: 'session', identity: 'ada' }],
  ['role:session:ada', { kind: 'role', profile: 'session:ada' }],
] as const;

test.each(found)('%s stands for one grant', (name, ref) => {
  expect(resolveName(name, known)).toEqual({ ok: true, value: ref });
});

const refused = [
  ['both', 'both stands for several things; say role:both, session:both or made:both.'],
  ['prod-amdin', 'Nothing is named prod-amdin; did you mean prod-admin?'],
  ['PROD', 'Nothing is named PROD; did you mean prod-admin?'],
  ['nothing-like-it', 'Nothing is named nothing-like-it; fobwatch list shows all names.'],
] as const;

test.each(refused)('%s is refused with what to say instead', (name, sentence) => {
  const outcome = resolveName(name, known);
  expect(outcome.ok || nameWords(outcome.failure)).toBe(sentence);
});

test('of several names all that are wrong are told at once (ST8)', () => {
  const { refs, failures } = resolveNames(['dev', 'nope', 'ada', 'both'], known);
  expect(refs).toHaveLength(2);
  expect(failures.map(({ kind }) => kind)).toEqual(['unknown-name', 'ambiguous-name']);
});

test('every offered name stands for one grant, and every grant is offered', () => {
  const names = fc.uniqueArray(
    fc.constantFrom('a', 'b', 'role:a', 'session:a', 'made:role:a', 'c'),
  );
  fc.assert(
    fc.property(names, names, names, (roles, identities, made) => {
      const all: KnownNames = { roles, identities, made };
      const offered = offeredNames(all);
      const refs = offered.map((name) => resolveName(name, all));
      expect(refs.every(({ ok }) => ok)).toBe(true);
      expect(new Set(refs.map((one) => JSON.stringify(one))).size).toBe(
        roles.length + identities.length + made.length,
      );
    }),
  );
});
