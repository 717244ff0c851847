import { describe, expect, it } from 'vitest';
import type { Phase } from '../../app/view/window.ts';
import { bySeverity } from '../../renderer/problems/severity.ts';
import { drawnState, problemsBeside } from '../../renderer/problems/stage.ts';
import { endsSoon, mainAction } from '../../renderer/roles/main-action.ts';
import { offlineOf } from '../../renderer/state/offline.ts';
import { everyProblem } from '../support/every-failure.ts';
import {
  deniedFailure,
  fresh,
  madeRow,
  pictures,
  sessionRow,
  snapshot,
} from '../support/snapshots.ts';

describe('the usual thing', () => {
  it.each<readonly [Phase, boolean, ReturnType<typeof mainAction>]>([
    [fresh(0, 5), false, 'copy'],
    [{ kind: 'due', obtainedAt: 0, endsAt: 5 }, false, 'copy'],
    [{ kind: 'starting' }, false, 'copy'],
    [{ kind: 'off' }, false, 'start'],
    [{ kind: 'ended', endedAt: 0 }, false, 'start'],
    [{ kind: 'failed' }, false, 'start'],
    [{ kind: 'needs-code', endsAt: null, endedAt: null }, false, 'copy'],
    [{ kind: 'needs-code', obtainedAt: 0, endsAt: 5, endedAt: null }, true, 'copy'],
    [{ kind: 'needs-code', endsAt: null, endedAt: null }, true, 'enter-code'],
    [{ kind: 'needs-code', endsAt: null, endedAt: 0 }, true, 'enter-code'],
    [{ kind: 'needs-code', endsAt: null, endedAt: 0 }, false, 'copy'],
    [{ kind: 'off' }, true, 'enter-code'],
    [{ kind: 'ended', endedAt: 0 }, true, 'enter-code'],
    [{ kind: 'failed' }, true, 'start'],
  ])('of %o, by code: %s, is %s', (phase, byCode, action) => {
    expect(mainAction(phase, byCode)).toBe(action);
  });

  it.each([
    ['from that instant on', 600_000, true],
    ['not before', 600_001, false],
    ['never, where it needs nobody', null, false],
  ])('a session is drawn as soon needing the person %s', (_, soonFrom, soon) => {
    expect(endsSoon({ soonFrom }, 600_000)).toBe(soon);
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

  it.each(['no-roles', 'empty', 'no-keychain', 'broken-file'])(
    '%s is not drawn over what was made directly',
    (picture) => {
      const state = shown[picture] ?? snapshot();
      expect(drawnState({ ...state, made: [madeRow('guest')] })).toBeNull();
    },
  );

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
