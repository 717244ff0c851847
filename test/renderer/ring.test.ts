import { describe, expect, it } from 'vitest';
import type { Phase } from '../../app/view/window.ts';
import { fractionLeft, ringDash, ringFraction } from '../../renderer/parts/ring.ts';

describe('the ring', () => {
  it.each([
    [0, 100, 0, 1],
    [0, 100, 50, 0.5],
    [0, 100, 99, 0.04],
    [0, 3600, 3599, 0.04],
    [0, 100, 100, 0],
    [0, 100, 500, 0],
    [50, 100, 0, 1],
    [100, 100, 0, 0],
  ])('of a life from %i to %i shows at %i the part %d', (obtained, ends, now, part) => {
    expect(fractionLeft(obtained, ends, now)).toBe(part);
  });

  it('is empty unless something is held and good', () => {
    expect(ringFraction({ kind: 'starting' }, 0)).toBe(0);
    expect(ringFraction({ kind: 'needs-code', endsAt: null, endedAt: 0 }, 5)).toBe(0);
    expect(ringFraction({ kind: 'due', obtainedAt: 0, endsAt: 10 }, 5)).toBe(0.5);
  });

  it('shows what is left of what asks for its code ahead of its end', () => {
    const asks: Phase = { kind: 'needs-code', obtainedAt: 0, endsAt: 10, endedAt: null };
    expect(ringFraction(asks, 8)).toBe(0.2);
    expect(ringFraction(asks, 10)).toBe(0);
  });

  it('is drawn clockwise from the top as a dash of its turn', () => {
    expect(ringDash(0.25)).toBe('25 100');
    expect(ringDash(1)).toBe('100 100');
  });
});
