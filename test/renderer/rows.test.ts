import { describe, expect, it } from 'vitest';
import type { Phase } from '../../app/view/window.ts';
import { bySeverity } from '../../renderer/problems/severity.ts';
import { drawnState, problemsBeside } from '../../renderer/problems/stage.ts';
import { filterGroups, filterSessions } from '../../renderer/roles/filter.ts';
import { endsSoon, mainAction } from '../../renderer/roles/main-action.ts';
import { keepOrder, orderOf } from '../../renderer/roles/order.ts';
import { offlineOf } from '../../renderer/state/offline.ts';
import { nextIndex } from '../../renderer/state/rove.ts';
import { everyProblem } from '../support/every-failure.ts';
import {
  deniedFailure,
  fresh,
  groups,
  pictures,
  sessionRow,
  snapshot,
} from '../support/snapshots.ts';

const off = (): Phase => ({ kind: 'off' });
const all = groups(off);
const names = (found: ReturnType<typeof filterGroups>) =>
  found.flatMap((group) => group.rows.map((row) => row.name));

describe('search', () => {
  it.each([
    ['', ['dev', 'dev-readonly', 'partner', 'staging', 'long-build', 'prod-admin']],
    ['  ', ['dev', 'dev-readonly', 'partner', 'staging', 'long-build', 'prod-admin']],
    ['DEV', ['dev', 'dev-readonly', 'partner']],
    ['dev read', ['dev-readonly']],
    ['4444', ['staging', 'long-build']],
    ['4444-5555', ['staging', 'long-build']],
    ['acme-production', ['prod-admin']],
    ['PartnerAccess', ['partner']],
    ['nothing', []],
    ['.*', []],
  ])('%j finds %j', (query, found) => {
    expect(names(filterGroups(all, query))).toEqual(found);
  });

  it('leaves no empty group', () => {
    expect(filterGroups(all, 'staging').map((group) => group.account)).toEqual(['444455556666']);
  });

  it.each([
    ['ada', ['ada']],
    ['1111-2222', ['ada', 'grace']],
    ['zz', []],
  ])('finds sessions too: %j', (query, found) => {
    const sessions = [sessionRow('ada'), sessionRow('grace')];
    expect(filterSessions(sessions, query).map((row) => row.identity)).toEqual(found);
  });
});

describe('order', () => {
  it('stands still when a newer picture has another', () => {
    const order = orderOf(all);
    const newer = all.toReversed().map((group) => ({ ...group, rows: group.rows.toReversed() }));
    expect(names(keepOrder(newer, order))).toEqual(names(all));
  });

  it('puts newcomers last', () => {
    const [first, ...rest] = all;
    expect(names(keepOrder(all, orderOf(rest))).slice(-3)).toEqual(
      first?.rows.map((row) => row.name),
    );
  });
});

describe('the usual thing', () => {
  it.each<readonly [Phase, boolean, ReturnType<typeof mainAction>]>([
    [fresh(0, 5), false, 'copy'],
    [{ kind: 'due', obtainedAt: 0, endsAt: 5 }, false, 'copy'],
    [{ kind: 'starting' }, false, 'copy'],
    [{ kind: 'off' }, false, 'start'],
    [{ kind: 'ended', endedAt: 0 }, false, 'start'],
    [{ kind: 'failed' }, false, 'start'],
    [{ kind: 'needs-code', endsAt: null }, false, 'copy'],
    [{ kind: 'needs-code', endsAt: 5 }, true, 'copy'],
    [{ kind: 'needs-code', endsAt: null }, true, 'enter-code'],
    [{ kind: 'off' }, true, 'enter-code'],
    [{ kind: 'ended', endedAt: 0 }, true, 'enter-code'],
    [{ kind: 'failed' }, true, 'start'],
  ])('of %o, by code: %s, is %s', (phase, byCode, action) => {
    expect(mainAction(phase, byCode)).toBe(action);
  });

  it.each([
    [fresh(0, 600_000), true],
    [fresh(0, 600_001), false],
    [off(), false],
  ])('%#: a session is drawn as ending within the lead of 10 min', (phase, soon) => {
    expect(endsSoon(phase, 0, 600)).toBe(soon);
  });
});

describe('keys', () => {
  it.each([
    ['ArrowDown', -1, 3, 0],
    ['ArrowDown', 2, 3, 2],
    ['ArrowUp', 2, 3, 1],
    ['ArrowUp', 0, 3, null],
    ['ArrowUp', -1, 3, null],
    ['Home', 2, 3, 0],
    ['End', 0, 3, 2],
    ['End', -1, 3, null],
    ['ArrowDown', -1, 0, null],
    ['a', 1, 3, null],
  ])('%s at %i of %i goes to %s', (key, at, count, to) => {
    expect(nextIndex(key, at, count)).toBe(to);
  });
});

describe('what takes the place of the list', () => {
  const shown = pictures(0);
  it.each([
    ['loading', 'loading'],
    ['empty', 'empty'],
    ['no-keychain', 'no-keychain'],
    ['broken-file', 'broken-file'],
    ['no-roles', 'no-roles'],
    ['ready', null],
    ['problems-many', null],
    ['importable', null],
  ])('%s is drawn as %s', (picture, kind) => {
    const state = drawnState(shown[picture] ?? snapshot());
    expect(state?.kind ?? null).toBe(kind);
  });

  it('is not told a second time above it', () => {
    const picture = shown['no-keychain'] ?? snapshot();
    expect(problemsBeside(picture, drawnState(picture))).toEqual([]);
  });

  it('leaves the gravest problem on top', () => {
    expect(bySeverity(everyProblem.toReversed())[0]?.kind).toBe('vault');
    expect(bySeverity(everyProblem).at(-1)?.kind).toBe('clock');
  });
});

describe('offline', () => {
  const shown = pictures(0);
  it('is one thing for all rows', () => {
    expect(offlineOf(shown['offline'] ?? snapshot())).toEqual({
      host: 'sts.eu-central-1.amazonaws.com',
      targets: [
        { kind: 'role', profile: 'dev' },
        { kind: 'role', profile: 'staging' },
      ],
      retryAt: 30_000,
    });
  });

  it('is left to the row when only one is affected, and is no denial', () => {
    const one = sessionRow('ada', {
      trouble: {
        failure: { kind: 'network', operation: 'GetSessionToken', host: 'h', code: 'X' },
        retryAt: null,
      },
    });
    expect(offlineOf(snapshot({ sessions: [one] }))).toBeNull();
    const denied = sessionRow('grace', { trouble: { failure: deniedFailure, retryAt: null } });
    expect(offlineOf(snapshot({ sessions: [one, denied] }))).toBeNull();
  });
});
