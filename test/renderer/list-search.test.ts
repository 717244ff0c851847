import { describe, expect, it } from 'vitest';
import type { GrantId } from '../../app/model.ts';
import type { RoleRow } from '../../app/view/window.ts';
import { runsOf } from '../../renderer/roles/hit-runs.ts';
import { rowsOf, searchedRows, type ListRow } from '../../renderer/roles/list-rows.ts';
import { createRowSearch, spreadHits } from '../../renderer/roles/search-rows.ts';
import { splitTags, withTag } from '../../renderer/roles/tags.ts';
import { groups, madeRow, roleRow, sessionRow } from '../support/snapshots.ts';

const rows = rowsOf({
  sessions: [sessionRow('ada', { alias: 'acme' }), sessionRow('grace', { alias: 'acme' })],
  made: [madeRow('guest', { from: 'ada' })],
  groups: groups(() => ({ kind: 'off' })),
});
const nobody: ReadonlySet<GrantId> = new Set();
const found = (query: string, list: readonly ListRow[] = rows, marked = nobody) =>
  createRowSearch()
    .find(list, query, { marked, only: null })
    .matches.map(({ id }) => id.replace(/^\w+:/, ''));
const rolesOf = (...list: readonly RoleRow[]): readonly ListRow[] =>
  list.map((row) => ({ kind: 'role', id: row.id, row }));

describe('a search', () => {
  it.each<[string, readonly string[]]>([
    ['staging', ['staging']],
    ['STAGING', ['staging']],
    ['stg', ['staging']],
    ['lb', ['long-build']],
    ['dev read', ['dev-readonly']],
    ['read dev', ['dev-readonly']],
    ['4444', ['staging', 'long-build']],
    ['4444-5555', ['staging', 'long-build']],
    ['4444 5555 6666', ['staging', 'long-build']],
    ['acme-production', ['prod-admin']],
    ['PartnerAccess', ['partner']],
    ['grace', ['grace']],
    ['guest', ['guest']],
    ['zzz', []],
    ['.*', []],
  ])('for %j finds %j', (query, names) => {
    expect(found(query)).toEqual(names);
  });

  it('finds a single identity, which the list leaves out', () => {
    const sessions = [sessionRow('ada')];
    const parts = { sessions, made: [], groups: groups(() => ({ kind: 'off' })) } as const;
    const listed = rowsOf(parts);
    expect(found('ada', listed)).toEqual([]);
    expect(found('ada', searchedRows(listed, sessions))).toEqual(['ada']);
  });

  it('has none of several identities twice', () => {
    const sessions = [sessionRow('ada'), sessionRow('grace')];
    expect(searchedRows(rows, sessions)).toBe(rows);
    expect(searchedRows(rows, [])).toBe(rows);
  });

  it('has the role that is called so before those that only begin so', () => {
    expect(found('dev')[0]).toBe('dev');
  });

  it('has a name before an account that is called the same', () => {
    const list = rolesOf(roleRow('reader', { alias: 'core' }), roleRow('core', { alias: 'other' }));
    expect(found('core', list)).toEqual(['core', 'reader']);
  });

  it('has what a person marked before what is as good a match', () => {
    const list = rolesOf(roleRow('team-a-admin'), roleRow('team-b-admin'));
    expect(found('admin', list)).toEqual(['team-a-admin', 'team-b-admin']);
    expect(found('admin', list, new Set<GrantId>(['role:team-b-admin']))).toEqual([
      'team-b-admin',
      'team-a-admin',
    ]);
  });

  it.each(['acme-labs', '7777-8888'])(
    'finds what was made directly by its account: %s',
    (query) => {
      const made = [
        madeRow('guest', { account: '777788889999', alias: 'acme-labs' }),
        madeRow('saved', { account: null, alias: null }),
      ];
      expect(found(query, rowsOf({ sessions: [], made, groups: [] }))).toEqual(['guest']);
    },
  );

  it('finds by the person’s own tags', () => {
    const list = rolesOf(roleRow('a'), roleRow('b', { tags: ['on call'] }));
    expect(found('on call', list)).toEqual(['b']);
  });

  it('lists the best of many, and says how many there are', () => {
    const many = rolesOf(...Array.from({ length: 500 }, (_, n) => roleRow(`team-${100 + n}`)));
    const among = { marked: nobody, only: null };
    const all = createRowSearch().find(many, 'team', among);
    expect([all.matches.length, all.total]).toEqual([200, 500]);
    const marked = new Set<GrantId>(['role:team-599']);
    expect(createRowSearch().find(many, 'team', { marked, only: null }).matches[0]?.id).toBe(
      'role:team-599',
    );
    const only = new Set<GrantId>(['role:team-599']);
    const one = createRowSearch().find(many, 'team', { marked: nobody, only });
    expect([one.matches.map(({ id }) => id), one.total]).toEqual([['role:team-599'], 1]);
  });

  it('says which letters it hit', () => {
    const { matches } = createRowSearch().find(rows, 'stg', { marked: nobody, only: null });
    const [match] = matches;
    expect(match?.hits.name).toEqual([0, 1, 3]);
  });

  it('is prepared anew only when what is searched changed', () => {
    const search = createRowSearch();
    const first = search.edition(rows);
    const later = rowsOf({
      sessions: [sessionRow('ada', { alias: 'acme' }), sessionRow('grace', { alias: 'acme' })],
      made: [madeRow('guest', { from: 'ada' })],
      groups: groups(() => ({ kind: 'starting' })),
    });
    expect(search.edition(later)).toBe(first);
    expect(search.edition(later.slice(1))).toBe(first + 1);
  });
});

describe('hits', () => {
  it.each<[string, readonly number[], readonly (readonly [string, boolean])[]]>([
    ['dev', [], [['dev', false]]],
    ['dev', [0, 1, 2], [['dev', true]]],
    [
      'staging',
      [0, 1, 6],
      [
        ['st', true],
        ['agin', false],
        ['g', true],
      ],
    ],
    ['', [], []],
  ])('in %j at %j are runs', (text, hits, runs) => {
    expect(runsOf(text, hits).map((run) => [run.text, run.hit])).toEqual(runs);
  });

  it('in an account number pass over its dashes', () => {
    expect(spreadHits('111122223333', [3, 4])).toEqual([3, 5]);
  });
});

describe('tags in one field', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    [' a , b,, ', ['a', 'b']],
    ['on call', ['on call']],
    ['夜、昼', ['夜', '昼']],
  ])('%j is %j', (text, tags) => {
    expect(splitTags(text)).toEqual(tags);
  });

  it('are picked and dropped', () => {
    expect(withTag('a', 'b', true)).toBe('a, b');
    expect(withTag('a, B', 'b', false)).toBe('a');
  });
});
