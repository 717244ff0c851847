import { describe, expect, it } from 'vitest';
import { allowedLife, isUnasked, type MaximumEvent } from '../../../app/session/maximums.ts';
import { reduce } from '../../../app/session/reduce.ts';
import type { AppState } from '../../../app/session/state.ts';
import { HOUR, NOW, role, roleOf, session, stateOf } from '../../support/model-state.ts';

const DAY = 24 * HOUR;
const dev = roleOf('dev');
const { roleArn } = dev;

const told = (seconds: number | null, at = NOW): MaximumEvent => ({
  kind: 'maximum',
  roleArn,
  seconds,
  at,
});
const refused = (seconds: number): MaximumEvent => ({ kind: 'maximum-refused', roleArn, seconds });
const doubted: MaximumEvent = { kind: 'maximum-doubted', refs: [session(), role('dev')] };

const after = (events: readonly MaximumEvent[]): AppState =>
  events.reduce<AppState>(reduce, stateOf({ roles: [dev] }));

describe('the longest life that a role is asked for', () => {
  it.each<[string, readonly MaximumEvent[], number]>([
    ['is open where nothing is known', [], Number.POSITIVE_INFINITY],
    ['is open where AWS would not say', [told(null)], Number.POSITIVE_INFINITY],
    ['is what AWS said', [told(14_400)], 14_400],
    ['is what AWS said before it would not say any more', [told(14_400), told(null)], 14_400],
    ['is an hour after more was refused', [refused(14_400)], 3600],
    ['is an hour still where AWS would not say', [refused(14_400), told(null)], 3600],
    ['is what AWS said after a refusal', [refused(14_400), told(7200)], 7200],
    ['is what AWS said in the end', [told(7200), told(14_400)], 14_400],
    ['is an hour after what AWS said was refused', [told(14_400), refused(14_400)], 3600],
    [
      'is an hour where AWS goes on saying what it refuses',
      [told(14_400), refused(14_400), told(14_400)],
      3600,
    ],
    [
      'is what AWS says anew after it was raised',
      [told(3600), refused(7200), told(14_400)],
      14_400,
    ],
  ])('%s', (_, events, seconds) => {
    expect(allowedLife(after(events), roleArn)).toBe(seconds);
  });
});

describe('whether AWS is asked how long a role may last', () => {
  it.each<[string, readonly MaximumEvent[], number, boolean]>([
    ['never asked', [], NOW, true],
    ['just told', [told(3600)], NOW, false],
    ['not said, as the role may not', [told(null)], NOW + DAY - 1, false],
    ['told a day ago', [told(3600)], NOW + DAY, true],
    ['told by a clock that was a day ahead', [told(3600, NOW + DAY)], NOW, true],
    ['refused', [refused(7200)], NOW, true],
    ['told, and refused since', [told(7200), refused(7200)], NOW, true],
    ['told since the refusal', [refused(7200), told(null)], NOW, false],
    ['in doubt', [told(3600), doubted], NOW, true],
  ])('%s', (_, events, now, isAsked) => {
    expect(isUnasked(after(events), roleArn, now)).toBe(isAsked);
  });
});
