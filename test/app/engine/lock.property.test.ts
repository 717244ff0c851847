import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { GrantRef } from '../../../app/model.ts';
import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import type { Ports } from '../../../app/index.ts';
import { createModelAws, type ModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { ADA_FILES, emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';

/** Roles with a code, without one, and one whose codes nobody types. */
const CONFIG = `${ADA_FILES}
[profile plain]
role_arn = arn:aws:iam::111122223333:role/plain
source_profile = grace
[profile grace]
region = eu-central-1
`;
const KEYS = `
[ada]
aws_access_key_id = AKIAMODEL00000000001
aws_secret_access_key = model-long-term-secret-0123456789abcdefg
[grace]
aws_access_key_id = AKIAMODEL00000000002
aws_secret_access_key = model-long-term-secret-grace-789abcdefg
`;

const targets: readonly GrantRef[] = [
  { kind: 'session', identity: 'ada' },
  ...['dev', 'ops', 'audit', 'data', 'plain'].map(
    (profile) => ({ kind: 'role', profile }) as const,
  ),
];
const helper = { program: 'terraform', pid: 7 };

/** Answers on their way, in the order they set out. */
type Slow = { readonly waiting: (() => void)[] };

/** Every answer of a port waits until it is let through; what it says was made when it was asked. */
const slowly =
  <A extends readonly unknown[], T>(slow: Slow, call: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    const answer = await call(...args);
    await new Promise<void>((resolve) => {
      slow.waiting.push(resolve);
    });
    return answer;
  };

const slowPorts =
  (slow: Slow, aws: ModelAws) =>
  (ports: Ports): Ports => ({
    ...ports,
    sts: {
      getSessionToken: slowly(slow, ports.sts.getSessionToken),
      assumeRole: slowly(slow, ports.sts.assumeRole),
      getCallerIdentity: slowly(slow, ports.sts.getCallerIdentity),
    },
    stsOperations: {
      ...ports.stsOperations,
      assumeRole: slowly(slow, ports.stsOperations.assumeRole),
      getFederationToken: slowly(slow, ports.stsOperations.getFederationToken),
    },
    vault: { ...ports.vault, read: slowly(slow, ports.vault.read) },
    // AWS names no device any more: also that opens nothing.
    iam: {
      ...ports.iam,
      listMfaDevices: slowly(slow, async () => ({ outcome: ok([]), serverTime: null, took: 0 })),
    },
    federation: { getSigninToken: slowly(slow, ports.federation.getSigninToken) },
    clipboard: { ...ports.clipboard, write: slowly(slow, ports.clipboard.write) },
    sealed: { ...ports.sealed, save: slowly(slow, ports.sealed.save) },
    codeSources: {
      ...ports.codeSources,
      run: slowly(slow, async () => ok(secret(aws.code()))),
    },
  });

type Step =
  | { readonly kind: 'run'; readonly command: Command }
  | { readonly kind: 'code' }
  | { readonly kind: 'pass'; readonly ms: number }
  /** Lets some of those that wait through: the first, or whichever. */
  | { readonly kind: 'answer'; readonly which: number }
  | { readonly kind: 'lock' };

const target = fc.constantFrom(...targets);
const console = { destination: null, region: null, durationSeconds: null } as const;

const command: fc.Arbitrary<Command> = fc.oneof(
  target.map((to): Command => ({ kind: 'start', targets: [to] })),
  target.map((to): Command => ({ kind: 'renew', targets: [to] })),
  target.map((to): Command => ({ kind: 'copy-exports', target: to })),
  target.map((to): Command => ({ kind: 'open-endpoint', target: to })),
  target.map((to): Command => ({ kind: 'open-console', target: to, how: 'copy', ...console })),
  fc.constantFrom<Command[]>(
    {
      kind: 'federate',
      identity: 'ada',
      userName: 'ada',
      name: null,
      durationSeconds: 3600,
      policy: null,
      policyArns: [],
      tags: [],
    },
    { kind: 'start-all' },
    { kind: 'another-device', identity: 'ada' },
    { kind: 'unlock' },
    { kind: 'use-code-command', identity: 'ada', command: 'codes' },
  ),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: command.map((one) => ({ kind: 'run', command: one }) as const) },
  { weight: 3, arbitrary: fc.constant({ kind: 'code' } as const) },
  { weight: 6, arbitrary: fc.nat(9).map((which) => ({ kind: 'answer', which }) as const) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(1_000, 31_000, 600_000, 3_600_000)
      .map((ms) => ({ kind: 'pass', ms }) as const),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'lock' } as const) },
);

const answer = async (slow: Slow, which: number): Promise<void> => {
  const [next] = slow.waiting.splice(Math.min(which, slow.waiting.length - 1), 1);
  next?.();
  await settle();
};

const answerAll = async (slow: Slow): Promise<void> => {
  while (slow.waiting.length > 0)
    // eslint-disable-next-line no-await-in-loop -- each may set out others
    await answer(slow, 0);
};

/** All that could leave the app now. */
const within = async (model: Model): Promise<string> => {
  const handed = targets.flatMap((to) => {
    const one = model.engine.handOver(to, 'env', helper);
    return one.ok
      ? [reveal(one.value.credentials.secretAccessKey), reveal(one.value.credentials.sessionToken)]
      : [];
  });
  const served = model.endpoints.flatMap((endpoint) => {
    const one = endpoint.open ? endpoint.ask('sdk') : null;
    return one?.ok === true ? [reveal(one.value.secretAccessKey)] : [];
  });
  return [...handed, ...served].join('\n');
};

it('what was on its way when the app was locked is dropped, and no answer unlocks it', async () => {
  const seen = { unlocked: 0, locks: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
      const clock = createModelClock(NOON);
      const aws = createModelAws(clock.now);
      const slow: Slow = { waiting: [] };
      const disk = emptyDisk();
      const model = await startModel({
        clock,
        aws,
        disk,
        config: CONFIG,
        credentials: KEYS,
        ports: slowPorts(slow, aws),
      });
      /** Secrets made before the last lock. */
      let old: readonly string[] = [];
      /** A person typed a code since the last lock. */
      let typed = false;
      /** What must be nothing, or true, whatever happened. */
      const check = async (): Promise<void> => {
        const { lock, grants, endpoints } = model.engine.state();
        const leaving = await within(model);
        expect(old.filter((one) => leaving.includes(one))).toEqual([]);
        const isOpen = lock.kind === 'open';
        expect(!isOpen || lock.locks === 0 || typed).toBe(true);
        const held = [...grants.values()].filter((grant) => grant.held !== null);
        expect(isOpen ? [] : [leaving, ...held, ...endpoints.keys()].filter(Boolean)).toEqual([]);
        expect(lock.kind === 'locked' ? disk.sealed : null).toBeNull();
      };
      for (const one of steps) {
        switch (one.kind) {
          case 'run':
            model.engine.run(one.command);
            break;
          case 'code':
            typed = true;
            model.engine.run({ kind: 'submit-code', identity: 'ada', code: aws.code() });
            break;
          case 'pass':
            // eslint-disable-next-line no-await-in-loop -- step by step
            await clock.advance(one.ms);
            break;
          case 'answer':
            // eslint-disable-next-line no-await-in-loop
            await answer(slow, one.which);
            break;
          case 'lock':
            old = [...aws.secrets];
            typed = false;
            seen.locks += 1;
            model.engine.run({ kind: 'lock' });
            break;
          default:
            one satisfies never;
        }
        // eslint-disable-next-line no-await-in-loop
        await settle();
        // eslint-disable-next-line no-await-in-loop
        await check();
      }
      await answerAll(slow);
      await check();
      const isOpen = model.engine.state().lock.kind === 'open';
      if (isOpen && old.length > 0) seen.unlocked += 1;
      const sealed = disk.sealed === null ? '' : reveal(disk.sealed);
      const { text } = model.clipboard;
      expect(old.filter((one) => sealed.includes(one) || text.includes(one))).toEqual([]);
      expect(isOpen ? '' : text).toBe('');
    }),
    { numRuns: 150 },
  );
  // Else it showed nothing.
  expect(seen.locks).toBeGreaterThan(20);
  expect(seen.unlocked).toBeGreaterThan(2);
});
