import { identityMeant } from '../../../app/engine/sessions.ts';
import { grantId, grantName, type GrantRef } from '../../../app/model.ts';
import { ok } from '../../../app/result.ts';
import { allStoppedWords, startedWords, stoppedWords } from '../../../app/view/words/agent.ts';
import { secret } from '../../../app/secret.ts';
import { failed, said, type Call, type Reply } from './call.ts';
import type { AgentDeps, Handlers, Step, Steps } from './context.ts';
import type { Patience } from './obtaining.ts';
import type { Operate } from './operate.ts';

/** Several answers as one: what was said stands together, and the first that went wrong decides how it ends. */
const together = (replies: readonly Step<string>[]): Reply => {
  const out = replies.map((one) => (one.ok ? one.value : '')).join('');
  const wrong = replies.flatMap((one) => (one.ok ? [] : [one.failure]));
  // A question at the terminal comes first: the answer to it may mend the others.
  const first = wrong.find(({ end }) => end === 'ask') ?? wrong[0];
  if (first === undefined) return said(out);
  if (first.end === 'ask') return first;
  return { out: secret(out), err: wrong.map(({ err }) => err).join(''), end: first.end };
};

/** Commands that obtain sessions and roles, end them, and ask about them. */
export const grants = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
  operate: Operate,
): Handlers<'session' | 'start' | 'stop' | 'identify' | 'decode'> => {
  /** Until when a grant that is there lasts. */
  const line = (target: GrantRef): string => {
    const { grants: all, skew } = engine.state();
    const expiresAt = all.get(grantId(target))?.held?.expiresAt ?? engine.now();
    const left = Math.floor((expiresAt - engine.now()) / 1000);
    return `${startedWords(grantName(target), left, expiresAt - skew)}\n`;
  };

  /** A grant that was started, in words. */
  const started = async (
    target: GrantRef,
    patience: Patience,
    call: Call,
  ): Promise<Step<string>> => {
    const obtained = await steps.obtained(target, patience, call);
    if (!obtained.ok) return obtained;
    return ok(line(target));
  };

  return {
    session: async (request, call) => {
      const { durationSeconds, serialNumber, forceNew } = request;
      const meant = identityMeant(engine.state(), request.identity);
      if (!meant.ok) return steps.refused([meant.failure]);
      const identity = meant.value;
      const target: GrantRef = { kind: 'session', identity };
      const isHeld = engine.progress({ id: '', target })?.kind === 'ready';
      // A code that is not needed is not spent.
      const code =
        isHeld && !forceNew && serialNumber === null ? null : (call.code ?? request.code);
      const device = engine.state().identities.get(identity)?.serial ?? null;
      const done = await operate(
        {
          kind: 'get-session-token',
          identity,
          durationSeconds,
          serialNumber: serialNumber ?? (code === null ? null : device),
          tokenCode: code,
          forceNew,
        },
        call,
        // The call carries the code that is at hand; without one the window asks, or the terminal.
        code === null ? { target, wait: () => steps.obtained(target, request, call) } : undefined,
      );
      return done.ok ? said(line(target)) : done.failure;
    },
    start: async ({ names, keepGoing, ...patience }, call) => {
      const named = names.map(steps.named);
      const wrong = named.flatMap((one) => (one.ok ? [] : [one]));
      // Strict, the default: one unknown name refuses the whole list before anything is asked for (ST8).
      if (wrong.length > 0 && !keepGoing) return together(wrong);
      const results = await Promise.all(
        named.map(async (one) => (one.ok ? started(one.value, patience, call) : one)),
      );
      return together(results);
    },
    stop: async ({ names, all }) => {
      if (all) {
        engine.run({ kind: 'stop-all' }, 'program');
        return said(`${allStoppedWords()}\n`);
      }
      const targets = steps.allNamed(names);
      if (!targets.ok) return targets.failure;
      engine.run({ kind: 'stop', targets: [...targets.value] }, 'program');
      return said(targets.value.map((one) => `${stoppedWords(grantName(one))}\n`).join(''));
    },
    identify: async ({ name, ...patience }, call) => {
      const target = steps.named(name);
      if (!target.ok) return target.failure;
      const obtained = await steps.obtained(target.value, patience, call);
      if (!obtained.ok) return obtained.failure;
      const done = await operate({ kind: 'identify', target: target.value }, call);
      if (!done.ok) return done.failure;
      if (done.value.kind !== 'identified') return failed('failed', '');
      const { account, arn, userId } = done.value;
      // As AWS's own command prints it.
      const shown = { UserId: userId, Account: account, Arn: arn };
      return said(`${JSON.stringify(shown, null, 2)}\n`);
    },
    decode: async ({ message, as }, call) => {
      const denied = as === null ? ok(null) : steps.named(as);
      if (!denied.ok) return denied.failure;
      const done = await operate({ kind: 'decode', message, denied: denied.value }, call);
      if (!done.ok) return done.failure;
      return said(done.value.kind === 'decoded' ? `${done.value.text}\n` : '');
    },
  };
};
