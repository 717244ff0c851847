import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrantId } from '../../app/model.ts';
import type { Phase, RoleRow, WindowSnapshot } from '../../app/view/window.ts';
import { drawnItems, drawnSections, itemsOf } from '../../renderer/roles/list-items.ts';
import {
  keptSections,
  rowsOf,
  sectionsOf,
  type ListRow,
  type Section,
} from '../../renderer/roles/list-rows.ts';
import {
  deniedFailure,
  fresh,
  groups,
  madeRow,
  roleRow,
  sessionRow,
} from '../support/snapshots.ts';

const off = (): Phase => ({ kind: 'off' });
const all = groups(off);
const listOf = (parts: Partial<Pick<WindowSnapshot, 'sessions' | 'made' | 'groups'>> = {}) =>
  rowsOf({ sessions: [], made: [], groups: all, ...parts });
const rowsNamed = (...rows: readonly RoleRow[]): readonly ListRow[] =>
  rows.map((row) => ({ kind: 'role', id: row.id, row }));
const plain = { favourites: [], recents: [], grouping: 'account' } as const;
const told = (sections: readonly Section[]) =>
  sections.map(({ key, ids }) => [key, ids.map((id) => id.replace(/^\w+:/, ''))]);
const many = Array.from({ length: 12 }, (_, n) => roleRow(`r${n}`));

describe('the list', () => {
  it('stands by account', () => {
    expect(told(sectionsOf(listOf(), plain, 'all'))).toEqual([
      ['account 111122223333', ['dev', 'dev-readonly', 'partner']],
      ['account 444455556666', ['staging', 'long-build']],
      ['account 777788889999', ['prod-admin']],
    ]);
  });

  it('has the favourites on top, in the order they were marked, and not a second time below', () => {
    const marks = { ...plain, favourites: ['role:staging', 'role:dev'] } as const;
    expect(told(sectionsOf(listOf(), marks, 'all'))).toEqual([
      ['favourites', ['staging', 'dev']],
      ['account 111122223333', ['dev-readonly', 'partner']],
      ['account 444455556666', ['long-build']],
      ['account 777788889999', ['prod-admin']],
    ]);
  });

  it('has five of what was used last under them, once it is long', () => {
    const recents: GrantId[] = ['role:r9', 'role:r3', 'role:r5', 'role:r1', 'role:r2', 'role:r4'];
    const marks = { ...plain, recents, favourites: ['role:r3'] } as const;
    const long = rowsNamed(...many);
    expect(told(sectionsOf(long, marks, 'all')).slice(0, 2)).toEqual([
      ['favourites', ['r3']],
      ['recents', ['r9', 'r5', 'r1', 'r2']],
    ]);
    expect(told(sectionsOf(long.slice(1), marks, 'all'))[1]?.[0]).toBe('account 111122223333');
  });

  it('has several identities and grants made directly above the accounts', () => {
    const sessions = [sessionRow('ada'), sessionRow('grace')];
    const rows = listOf({ sessions, made: [madeRow('guest')] });
    expect(
      sectionsOf(rows, plain, 'all')
        .map(({ key }) => key)
        .slice(0, 2),
    ).toEqual(['sessions', 'made']);
  });

  it('has no identity where there is only one: it stands at the bottom', () => {
    expect(listOf({ sessions: [sessionRow('ada')] }).some(({ kind }) => kind === 'session')).toBe(
      false,
    );
  });

  it('by tags has a row under each of its own, and those without last', () => {
    const rows = rowsNamed(
      roleRow('a'),
      roleRow('b', { tags: ['night', 'billing'] }),
      roleRow('c', { tags: ['night'] }),
    );
    expect(told(sectionsOf(rows, { ...plain, grouping: 'tags' }, 'all'))).toEqual([
      ['tag billing', ['b']],
      ['tag night', ['b', 'c']],
      ['untagged', ['a']],
    ]);
  });

  it.each([
    ['active', ['fresh', 'due', 'starting', 'needs-soon']],
    ['needs-code', ['needs', 'needs-soon', 'needs-since']],
    ['failed', ['failed', 'broken']],
    ['off', ['off', 'ended']],
  ] as const)('shows of all phases those that are %s', (look, names) => {
    const rows = rowsNamed(
      roleRow('fresh', { phase: fresh(0, 5) }),
      roleRow('due', { phase: { kind: 'due', obtainedAt: 0, endsAt: 5 } }),
      roleRow('starting', { phase: { kind: 'starting' } }),
      roleRow('needs', { phase: { kind: 'needs-code', endsAt: null, endedAt: null } }),
      roleRow('needs-soon', {
        phase: { kind: 'needs-code', obtainedAt: 0, endsAt: 5, endedAt: null },
      }),
      roleRow('needs-since', { phase: { kind: 'needs-code', endsAt: null, endedAt: 0 } }),
      roleRow('failed', { phase: { kind: 'failed' } }),
      roleRow('broken', { broken: deniedFailure }),
      roleRow('off'),
      roleRow('ended', { phase: { kind: 'ended', endedAt: 0 } }),
    );
    expect(told(sectionsOf(rows, plain, look)).flatMap(([, ids]) => ids)).toEqual(names);
  });
});

describe('a list that was laid out', () => {
  const rows = listOf();
  const marks = { ...plain, favourites: ['role:staging'] } as const;
  const laid = {
    sections: sectionsOf(rows, marks, 'all'),
    rows,
  };
  const now = (next: readonly ListRow[]) =>
    told(keptSections(laid, next, (every) => sectionsOf(every, plain, 'all')));

  it('stands still whatever newer pictures say', () => {
    expect(now(rows.toReversed())).toEqual(told(laid.sections));
  });

  it('loses what is gone, and a section with its last row', () => {
    const next = rows.filter(({ id }) => id !== 'role:staging' && id !== 'role:prod-admin');
    expect(now(next)).toEqual([
      ['account 111122223333', ['dev', 'dev-readonly', 'partner']],
      ['account 444455556666', ['long-build']],
    ]);
  });

  it('puts newcomers last, each in its section, and new sections at the end', () => {
    const next = [
      ...rowsNamed(roleRow('new'), roleRow('other', { account: '999900001111' })),
      ...rows,
    ];
    expect(now(next)).toEqual([
      ['favourites', ['staging']],
      ['account 111122223333', ['dev', 'dev-readonly', 'partner', 'new']],
      ['account 444455556666', ['long-build']],
      ['account 777788889999', ['prod-admin']],
      ['account 999900001111', ['other']],
    ]);
  });
});

describe('what is drawn of the list', () => {
  const accounts = ['111122223333', '444455556666', '777788889999'];
  const itemsFor = (count: number) =>
    itemsOf(
      sectionsOf(
        rowsNamed(
          ...Array.from({ length: count }, (_, n) =>
            roleRow(`r${n}`, { account: accounts[Math.floor((n * 3) / count)] ?? '' }),
          ),
        ),
        plain,
        'all',
      ),
    );

  it('is all of it while it is short', () => {
    const items = itemsFor(30);
    expect(drawnItems(items, [0, 1, 2], -1)).toEqual([...items.keys()]);
  });

  it('is what is in sight, the heads of its sections, and the row that has the focus', () => {
    // 3 heads and 300 rows: the heads are 0, 101 and 202.
    const items = itemsFor(300);
    expect(drawnItems(items, [150, 151], -1)).toEqual([101, 150, 151]);
    expect(drawnItems(items, [150, 151], 290)).toEqual([101, 150, 151, 202, 290]);
    expect(drawnItems(items, [101, 102], 3)).toEqual([0, 3, 101, 102]);
  });

  it('takes the place of what is not', () => {
    const items = itemsFor(300);
    const at = (index: number) => ({ index, start: 100 + index * 10, end: 110 + index * 10 });
    const drawn = [101, 150, 151, 202, 290].map(at);
    expect(drawnSections(items, drawn, 100).map(({ head, rows }) => [head, ...rows])).toEqual([
      [
        { index: 101, gap: 1010 },
        { index: 150, gap: 480 },
        { index: 151, gap: 0 },
      ],
      [
        { index: 202, gap: 500 },
        { index: 290, gap: 870 },
      ],
    ]);
  });

  it('begins every section with its head, whatever is in sight', () => {
    const items = itemsFor(300);
    const index = fc.integer({ min: 0, max: items.length - 1 });
    fc.assert(
      fc.property(index, fc.integer({ min: -1, max: items.length - 1 }), (from, active) => {
        const inSight = Array.from({ length: 12 }, (_, n) => from + n).filter(
          (at) => at < items.length,
        );
        const drawn = drawnItems(items, inSight, active);
        const placed = drawn.map((at) => ({ index: at, start: at, end: at + 1 }));
        const sections = drawnSections(items, placed, 0);
        expect(
          sections.flatMap(({ head, rows }) => [head, ...rows]).map((one) => one.index),
        ).toEqual(drawn);
        for (const { head, rows, section } of sections)
          expect([head, ...rows].map((one) => items[one.index]?.section)).toEqual(
            [head, ...rows].map(() => section),
          );
      }),
    );
  });
});
