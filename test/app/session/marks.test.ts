import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { noMarks } from '../../../app/marks-file.ts';
import { grantRefOf, type GrantId } from '../../../app/model.ts';
import {
  favouritesOf,
  MOST_RECENTS,
  recentsOf,
  reduceMarks,
  tagsAsTyped,
  usedBy,
  type MarksEvent,
} from '../../../app/session/marks.ts';
import { roleOf, stateOf } from '../../support/model-state.ts';

const roles = ['dev', 'ops', 'data'].map((name) => roleOf(name));
const start = stateOf({ roles });
const after = (...events: readonly MarksEvent[]) => events.reduce(reduceMarks, start);
const used = (id: GrantId, at = 1): MarksEvent => ({ kind: 'used', id, at });
const favourite = (id: GrantId, on = true): MarksEvent => ({ kind: 'favourite', id, on });
const refs = (...ids: readonly GrantId[]) => ids.map(grantRefOf);

describe('favourites', () => {
  it('stand in the order they were marked, each once', () => {
    const state = after(favourite('role:ops'), favourite('role:dev'), favourite('role:ops'));
    expect(favouritesOf(state)).toEqual(refs('role:ops', 'role:dev'));
  });

  it('are taken back', () => {
    const state = after(favourite('role:ops'), favourite('role:ops', false));
    expect(favouritesOf(state)).toEqual([]);
  });

  it('that are in no file are passed over, and remembered until they come back', () => {
    const state = after(favourite('role:gone'), favourite('role:dev'));
    expect(favouritesOf(state)).toEqual(refs('role:dev'));
    const back = { ...state, roles: new Map([['gone', roleOf('gone')]]) };
    expect(favouritesOf(back)).toEqual(refs('role:gone'));
  });
});

describe('what was used last', () => {
  it('stands newest first, each once', () => {
    const state = after(used('role:dev', 1), used('role:ops', 2), used('role:dev', 3));
    expect(recentsOf(state)).toEqual(refs('role:dev', 'role:ops'));
  });

  it('stands among the favourites where it is one', () => {
    const state = after(used('role:dev'), used('role:ops'), favourite('role:ops'));
    expect(recentsOf(state)).toEqual(refs('role:dev'));
  });

  it('is never more than a few, however much is used', () => {
    const name = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 100 }), (names) => {
        const { recents } = after(...names.map((n, at) => used(`role:${n}`, at))).marks;
        const newest = [...new Set(names.toReversed())].slice(0, MOST_RECENTS);
        expect(recents.map(({ id }) => id)).toEqual(newest.map((n) => `role:${n}`));
      }),
    );
  });
});

describe('what was read from disk', () => {
  const read: MarksEvent = {
    kind: 'marks-read',
    marks: {
      favourites: ['role:ops'],
      recents: [{ id: 'role:data', at: 1 }],
      tags: new Map([['role:ops', ['night']]]),
      grouping: 'tags',
    },
  };

  it('is joined by what was marked before it was there', () => {
    const { marks } = after(favourite('role:dev'), used('role:ops', 5), read);
    expect(marks).toEqual({
      favourites: ['role:ops', 'role:dev'],
      recents: [
        { id: 'role:ops', at: 5 },
        { id: 'role:data', at: 1 },
      ],
      tags: new Map([['role:ops', ['night']]]),
      grouping: 'tags',
    });
  });
});

describe('tags', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['lose space around and inside', ['  on   call '], ['on call']],
    ['lose what cannot be seen', ['on\u0007call\n'], ['on call']],
    ['that are empty go', ['', '  '], []],
    ['are each there once, whatever their case', ['Billing', 'billing'], ['Billing']],
    ['are spelt as on other roles', ['NIGHT'], ['night']],
    ['are cut where they are too long', ['x'.repeat(40)], ['x'.repeat(32)]],
    ['keep their order', ['b', 'a'], ['b', 'a']],
  ])('%s', (_, typed, tags) => {
    expect(tagsAsTyped(typed, ['night'])).toEqual(tags);
  });

  it('of a role are those typed last', () => {
    const tagged = (tags: readonly string[]): MarksEvent => ({
      kind: 'tagged',
      id: 'role:dev',
      tags,
    });
    expect(after(tagged(['a']), tagged(['b'])).marks.tags).toEqual(new Map([['role:dev', ['b']]]));
    expect(after(tagged(['a']), tagged([' '])).marks).toEqual(noMarks);
  });
});

describe('a command that uses a role', () => {
  const dev = { kind: 'role', profile: 'dev' } as const;
  const ops = { kind: 'role', profile: 'ops' } as const;
  it.each<[Command, boolean]>([
    [{ kind: 'copy-exports', target: dev }, true],
    [{ kind: 'copy-exports', target: dev, block: 'live' }, true],
    [{ kind: 'copy-exports', target: dev, block: 'clear' }, false],
    [{ kind: 'start', targets: [dev] }, true],
    [{ kind: 'start', targets: [dev, ops] }, false],
    [{ kind: 'start-all' }, false],
    [{ kind: 'stop', targets: [dev] }, false],
    [{ kind: 'open-endpoint', target: dev }, true],
    [{ kind: 'mark', target: dev, favourite: true }, false],
  ])('%o: %s', (command, uses) => {
    expect(usedBy(command)).toEqual(uses ? dev : null);
  });
});
