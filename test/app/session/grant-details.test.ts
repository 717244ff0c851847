import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import type { LedgerEntry } from '../../../app/ledger.ts';
import type { AppEvent } from '../../../app/session/events.ts';
import { MOST_FAILURES, MOST_GRANT_LINES } from '../../../app/session/grant-details.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import type { AppState } from '../../../app/session/state.ts';
import { role, session } from '../../support/model-state.ts';
import { codeRefused, deniedFailure, offlineFailure } from '../../support/snapshots.ts';

const dev = role('dev');

const failed = (failure: Failure, at: number): AppEvent => ({
  kind: 'failed',
  ref: dev,
  failure,
  at,
  retryAt: null,
});
const after = (...events: readonly AppEvent[]): AppState => events.reduce(reduce, emptyState);
const pastOf = (state: AppState, id: 'role:dev' | 'session:ada' = 'role:dev') =>
  (state.details.failures.get(id) ?? []).map(({ failure, at, times }) => [failure.kind, at, times]);

describe('what a grant failed with', () => {
  it('is kept with its time, the newest first, also once it works again', () => {
    const state = after(failed(offlineFailure, 10), failed(deniedFailure, 20), {
      kind: 'released',
      ref: dev,
    });
    expect(pastOf(state)).toEqual([
      ['aws', 20, 1],
      ['network', 10, 1],
    ]);
  });

  it('is one entry with its last time when it happens again, whatever the request was called', () => {
    const another = { requestId: 'another' };
    const again: Failure = { ...deniedFailure, ...another };
    expect(pastOf(after(failed(deniedFailure, 10), failed(again, 20)))).toEqual([['aws', 20, 2]]);
  });

  it('is the last few alone', () => {
    const failures = Array.from({ length: MOST_FAILURES + 2 }, (_, at) =>
      failed(at % 2 === 0 ? offlineFailure : deniedFailure, at),
    );
    expect(pastOf(after(...failures))).toHaveLength(MOST_FAILURES);
  });

  it('is for a session a code that was refused, too', () => {
    const state = after({
      kind: 'code',
      identity: 'ada',
      check: { kind: 'refused', failure: codeRefused, at: 30, refusals: 1 },
    });
    expect(pastOf(state, 'session:ada')).toEqual([['aws', 30, 1]]);
  });

  it('is forgotten for whoever failed longest ago, so that it takes no more and more memory', () => {
    const events = Array.from({ length: 501 }, (_, at): AppEvent => ({
      kind: 'failed',
      ref: role(`r${at}`),
      failure: offlineFailure,
      at,
      retryAt: null,
    }));
    const { failures } = after(...events).details;
    expect(failures.size).toBe(500);
    expect(failures.has('role:r0')).toBe(false);
  });
});

describe('the ledger’s lines beside a grant', () => {
  const entry = (at: number, target: LedgerEntry['target'] = 'role:dev'): LedgerEntry => ({
    at,
    target,
    how: 'credentials',
    via: 'helper',
    to: 'terraform',
    by: 'terraform',
    pid: 4711,
    outcome: 'given',
    expiresAt: null,
  });
  const line = (at: number, target?: LedgerEntry['target']): AppEvent => ({
    kind: 'ledger-line',
    entry: entry(at, target),
    now: 0,
  });
  const looked: AppEvent = { kind: 'grant-lines', ref: dev, lines: { kind: 'read', lines: [] } };
  const linesOf = (state: AppState) => {
    const lines = state.details.open.get('role:dev')?.lines;
    return lines?.kind === 'read' ? lines.lines.map(({ at }) => at) : lines;
  };

  it('are joined by those written while somebody looks, of this grant alone', () => {
    const state = after(looked, line(10), line(20), line(30, 'session:ada'));
    expect(linesOf(state)).toEqual([20, 10]);
  });

  it('are a few', () => {
    const many = Array.from({ length: MOST_GRANT_LINES + 3 }, (_, at) => line(at));
    expect(linesOf(after(looked, ...many))).toHaveLength(MOST_GRANT_LINES);
  });

  it('are known to be old when one was written while they were read', () => {
    const reading: AppEvent = {
      kind: 'grant-lines',
      ref: dev,
      lines: { kind: 'reading', stale: false },
    };
    expect(linesOf(after(reading, line(10)))).toEqual({ kind: 'reading', stale: true });
  });

  it('are nobody’s when nobody looks', () => {
    const state = after(looked, { kind: 'grant-left', ref: dev }, line(10));
    expect(state.details.open.size).toBe(0);
    const left = after({ kind: 'grant-left', ref: session() });
    expect(left).toBe(emptyState);
  });
});
