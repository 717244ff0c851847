import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startRotation, type Fate, type RotationStage } from '../support/rotation-stage.ts';

/** What a person does, or what befalls them, between two moments of rest. */
type Move =
  | { readonly kind: 'rotate' | 'go-on' | 'back' | 'delete' | 'activate' | 'deactivate' }
  | { readonly kind: 'killed'; readonly at: number; readonly fate: Exclude<Fate, 'pass'> }
  | { readonly kind: 'fault'; readonly call: string; readonly how: string }
  | { readonly kind: 'time'; readonly seconds: number };

const CALLS = [
  'iam:ListAccessKeys',
  'iam:CreateAccessKey',
  'iam:UpdateAccessKey',
  'iam:DeleteAccessKey',
  'iam:GetAccessKeyLastUsed',
  'sts:GetCallerIdentity',
] as const;

const HOWS = ['reset-before', 'reset-after', 'truncated', 'throttling', 'denied', 'late'] as const;

const faultOf = (how: string) => {
  switch (how) {
    case 'denied':
      return { kind: 'error', status: 403, code: 'AccessDenied', message: 'not today' } as const;
    case 'late':
      return { kind: 'late', seconds: 20 } as const;
    case 'reset-before':
    case 'reset-after':
    case 'truncated':
    case 'throttling':
      return { kind: how } as const;
    default:
      throw new Error(`no fault ${how}`);
  }
};

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'rotate' } as const) },
  ...(['go-on', 'back', 'delete', 'activate', 'deactivate'] as const).map((kind) => ({
    weight: 2,
    arbitrary: fc.constant({ kind }),
  })),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('killed' as const),
      at: fc.integer({ min: 1, max: 8 }),
      fate: fc.constantFrom('killed-before' as const, 'killed-after' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      call: fc.constantFrom(...CALLS),
      how: fc.constantFrom(...HOWS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      seconds: fc.integer({ min: 1, max: 400 }),
    }),
  },
);

/** One key that works is where the identity's key is looked for, and no third one was ever made. */
const holds = async (stage: RotationStage): Promise<void> => {
  const { id, secret } = stage.inUse();
  const keys = stage.awsKeys();
  expect(keys.length).toBeLessThanOrEqual(2);
  expect(keys.find((key) => key.id === id)).toMatchObject({ active: true, secret });
  expect(await stage.works(), 'AWS takes the key in use').toBe(true);
};

const act = (stage: RotationStage, { kind }: Move): void => {
  const run = stage.model().engine.run;
  const oldId = stage.plan()?.oldId ?? '';
  const change = (to: 'active' | 'inactive' | 'deleted'): void => {
    if (oldId !== '') run({ kind: 'change-key', identity: 'ada', accessKeyId: oldId, to });
  };
  if (kind === 'rotate') run({ kind: 'rotate-key', identity: 'ada', into: 'file', follow: [] });
  if (kind === 'go-on') run({ kind: 'continue-rotation', identity: 'ada' });
  if (kind === 'back') run({ kind: 'roll-back-rotation', identity: 'ada' });
  if (kind === 'delete') change('deleted');
  if (kind === 'activate') change('active');
  if (kind === 'deactivate') change('inactive');
};

/** Starts the app again if it was killed, by a list that was written down beside the plan perhaps. */
const revive = async (stage: RotationStage): Promise<void> => {
  if (!stage.dead()) return;
  stage.fate = () => 'pass';
  await stage.restart();
  await stage.rest();
  await holds(stage);
};

const play = async (stage: RotationStage, moves: readonly Move[]): Promise<void> => {
  stage.after = () => holds(stage);
  for (const one of moves) {
    if (one.kind === 'killed') {
      const from = stage.effects.length;
      stage.fate = (_effect, count) => (count === from + one.at ? one.fate : 'pass');
    } else if (one.kind === 'fault')
      stage.aws.addFault({ operation: one.call, fault: faultOf(one.how) });
    else if (one.kind === 'time')
      // In pieces: what is in flight meanwhile was signed within the five minutes that AWS takes.
      for (let left = one.seconds; left > 0; left -= 60) {
        await stage.clock.advance(Math.min(left, 60) * 1000);
        await stage.rest();
      }
    else act(stage, one);
    await stage.rest();
    await holds(stage);
    await revive(stage);
  }
  // Left in peace, the plan comes to its end by going on or back, and leaves one key.
  stage.aws.clearFaults();
  stage.fate = () => 'pass';
  await revive(stage);
  await stage.clock.advance(60_000);
  for (let tries = 0; stage.plan() !== null && tries < 6; tries += 1) {
    // An effect on its way when it was left in peace may have killed it since.
    await revive(stage);
    act(stage, { kind: stage.plan()?.step.kind === 'resting' ? 'delete' : 'go-on' });
    await stage.rest();
    await stage.clock.advance(200_000);
    await stage.rest();
  }
  await holds(stage);
  expect([stage.plan(), stage.progress()]).toEqual([null, stage.progress()]);
  expect(stage.awsKeys().map(({ id }) => id)).toEqual([stage.inUse().id]);
  expect([...stage.disk.keys.keys()].filter((item) => item !== 'ada')).toEqual([]);
};

test.each(['keychain', 'file'] as const)(
  'whatever fails, is denied, comes late or is killed: a key of the %s that works is in its place',
  async (origin) => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 14 }), async (moves) => {
        const stage = await startRotation({ origin });
        try {
          await play(stage, [{ kind: 'rotate' }, ...moves]);
        } finally {
          await stage.model().engine.stop();
        }
      }),
      { numRuns: 40, endOnFailure: false },
    );
  },
  300_000,
);
