import { describe, expect, it } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import { denied, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import type { CallProblem } from '../../../app/ports.ts';

// Work for N roles must not grow faster than N. It is counted, not timed: looks, each of which is at all grants, so that
// there may be no more of them for more roles; and what is sealed, where each copy holds everything.

const MINUTE = 60_000;
const FEW = 200;
const MANY = 800;

const arnOf = (index: number): string => `arn:aws:iam::111122223333:role/r${index}`;

const configOf = (roles: number): string =>
  [
    '[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada',
    ...Array.from(
      { length: roles },
      (_, i) => `[profile r${i}]\nrole_arn = ${arnOf(i)}\nsource_profile = ada`,
    ),
  ].join('\n');

type Counted = {
  readonly model: Model;
  /** How often everything was decided on. */
  readonly looks: () => number;
  /** Characters in all. */
  readonly sealed: () => number;
};

/** An engine of so many roles; answers for roles take about a tenth of a second, so that they come one after another. */
const start = async (roles: number): Promise<Counted> => {
  let sealed = 0;
  let calls = 0;
  const model = await startModel({
    config: configOf(roles),
    ports: (ports) => ({
      ...ports,
      sts: {
        ...ports.sts,
        assumeRole: async (context, input) => {
          calls += 1;
          const answers = ports.clock.uptime() + 90 + ((calls * 7) % 20);
          await new Promise<void>((resolve) => void ports.clock.wakeAt(answers, resolve));
          return ports.sts.assumeRole(context, input);
        },
      },
      sealed: {
        ...ports.sealed,
        save: (text) => {
          sealed += reveal(text).length;
          return ports.sealed.save(text);
        },
      },
    }),
  });
  const looks = (): number => model.journal.filter(({ kind }) => kind === 'decided').length;
  return { model, looks, sealed: () => sealed };
};

const answerAll = (model: Model, roles: number, answer: CallProblem): void => {
  for (let i = 0; i < roles; i += 1) model.aws.answers.set(arnOf(i), [answer]);
};

const obtainAll = async ({ model }: Counted): Promise<void> => {
  await model.enterCode();
  await model.clock.advance(2 * MINUTE);
  // What is learnt of roles afterwards takes no time here, but turns.
  await settle();
};

const heldBy = ({ engine }: Model): number =>
  [...engine.state().grants.values()].filter(({ held }) => held !== null).length;

describe('four times as many roles', () => {
  it('are obtained, and asked about, in as many looks', async () => {
    const looksFor = async (roles: number): Promise<number> => {
      const counted = await start(roles);
      await obtainAll(counted);
      expect(heldBy(counted.model)).toBe(roles + 1);
      expect(counted.model.aws.rolesAsked).toHaveLength(roles);
      return counted.looks();
    };
    expect(await looksFor(MANY)).toBeLessThan(1.2 * (await looksFor(FEW)));
  });

  it('are sealed in four times as much text', async () => {
    const sealedFor = async (roles: number): Promise<number> => {
      const counted = await start(roles);
      await obtainAll(counted);
      return counted.sealed();
    };
    expect(await sealedFor(MANY)).toBeLessThan(1.5 * (MANY / FEW) * (await sealedFor(FEW)));
  });

  it.each([
    ['throttled', throttled],
    ['denied', denied()],
  ])('are told that they are %s in as many looks', async (_, answer) => {
    const looksFor = async (roles: number): Promise<number> => {
      const counted = await start(roles);
      answerAll(counted.model, roles, answer);
      await obtainAll(counted);
      return counted.looks();
    };
    expect(await looksFor(MANY)).toBeLessThan(1.2 * (await looksFor(FEW)));
  });

  it('are renewed in as many looks, though each came at another instant', async () => {
    const looksFor = async (roles: number): Promise<number> => {
      const counted = await start(roles);
      await obtainAll(counted);
      const before = counted.looks();
      const calls = counted.model.aws.calls.length;
      await counted.model.clock.advance(70 * MINUTE);
      expect(counted.model.aws.calls.length - calls).toBeGreaterThanOrEqual(roles);
      return counted.looks() - before;
    };
    expect(await looksFor(MANY)).toBeLessThan(1.2 * (await looksFor(FEW)));
  });
});
