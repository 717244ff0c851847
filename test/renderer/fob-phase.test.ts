import { describe, expect, it } from 'vitest';
import type { Phase, SessionRow } from '../../app/view/window.ts';
import { identitiesWords } from '../../app/view/words.ts';
import { firstPhase, fobPhase, needsYouSaid } from '../../renderer/roles/fob-phase.ts';
import { fresh, pictures, sessionRow, snapshot } from '../support/snapshots.ts';

const MINUTE = 60_000;
const waiting: Phase = { kind: 'needs-code', endsAt: null, endedAt: null };
const asked: Phase = { kind: 'needs-code', obtainedAt: 0, endsAt: 4 * MINUTE, endedAt: null };
const long = fresh(0, 60 * MINUTE);
const short = fresh(0, 10 * MINUTE);
const row = (phase: Phase, waitedFor = phase === waiting): SessionRow =>
  sessionRow('ada', { phase, waitedFor });

describe('the fob of a session', () => {
  it.each<readonly [string, Phase, boolean, Phase]>([
    ['waits with its roles', { kind: 'off' }, true, waiting],
    ['that ended waits with its roles', { kind: 'ended', endedAt: 0 }, true, waiting],
    ['is off where nothing waits', { kind: 'off' }, false, { kind: 'off' }],
    ['that lives shows what is left, whatever waits for another code', long, true, long],
    ['that asks before its end shows what is left', asked, false, asked],
    ['that failed says so', { kind: 'failed' }, true, { kind: 'failed' }],
  ])('%s', (_, phase, waitedFor, drawn) => {
    expect(fobPhase({ phase, waitedFor })).toEqual(drawn);
  });
});

describe('the fob of several sessions', () => {
  it.each<readonly [string, readonly Phase[], Phase]>([
    ['one that waits before those that live', [short, waiting, long], waiting],
    ['one that asks before its end', [short, asked, long], asked],
    ['the one that ends first', [long, short], short],
    ['one that lives before one that ended', [{ kind: 'ended', endedAt: 0 }, long], long],
    [
      'one that failed before one on its way',
      [{ kind: 'starting' }, { kind: 'failed' }],
      { kind: 'failed' },
    ],
    [
      'one that ended before one that never began',
      [{ kind: 'off' }, { kind: 'ended', endedAt: 0 }],
      { kind: 'ended', endedAt: 0 },
    ],
    ['none', [], { kind: 'off' }],
  ])('shows %s', (_, phases, first) => {
    expect(firstPhase(phases.map((phase) => row(phase)))).toEqual(first);
  });

  it('waits where roles wait for a code of any of them', () => {
    expect(firstPhase([row(long), row({ kind: 'off' }, true)])).toEqual(waiting);
    expect(firstPhase([row(long, true)])).toEqual(waiting);
  });

  it('is that of the picture of several', () => {
    const { several } = pictures(0);
    expect(firstPhase(several?.sessions ?? [])).toEqual(waiting);
  });
});

describe('the line of several identities', () => {
  it('says how many there are', () => {
    expect(identitiesWords(3)).toBe('3 identities');
  });

  it.each<readonly [string, readonly SessionRow[], number | null, string | null]>([
    [
      'while one waits, whatever ends later',
      [row(long), row(waiting)],
      42 * MINUTE,
      'needs you now',
    ],
    ['while one waits, and nothing ends', [row(waiting)], null, 'needs you now'],
    ['before an end', [row(long), row(short)], 42 * MINUTE, 'needs you in 42 min'],
    ['of what renews by itself', [row(long)], null, null],
  ])('%s', (_, sessions, needsYouAt, words) => {
    expect(needsYouSaid(snapshot({ sessions, needsYouAt }), 0)).toBe(words);
  });
});
