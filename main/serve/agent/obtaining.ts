import { randomUUID } from 'node:crypto';
import { nextFor } from '../../../app/credentials/plan.ts';
import type { Engine } from '../../../app/engine.ts';
import type { Failure } from '../../../app/failure.ts';
import { grantId, type GrantRef, type Seconds } from '../../../app/model.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import type { AppState } from '../../../app/session/state.ts';
import type { Call } from './call.ts';

/** Why a grant did not come. */
export type Stop =
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The code that was given was refused, or cannot be sent. */
  | { readonly kind: 'code-refused'; readonly failure: Failure }
  /** A person said no in the window, or stopped it. */
  | { readonly kind: 'declined'; readonly target: GrantRef }
  | {
      readonly kind: 'timed-out';
      readonly target: GrantRef;
      readonly identity: string | null;
      readonly after: Seconds;
    }
  /** A code is needed, and whoever asked will not wait. */
  | { readonly kind: 'code-needed'; readonly target: GrantRef; readonly identity: string }
  /** A code is needed, and somebody sits at the terminal. */
  | { readonly kind: 'ask'; readonly target: GrantRef; readonly identity: string }
  /** Whoever asked is gone, so nobody reads this. */
  | { readonly kind: 'gone' };

/** How long to wait for a person, and what to do instead. */
export type Patience = {
  readonly code: string | null;
  readonly noWait: boolean;
  /** Seconds. */
  readonly timeout: Seconds;
};

type AgentEngine = Pick<Engine, 'run' | 'state' | 'now' | 'subscribe' | 'progress'>;

/** AWS gets this long to answer when no person is waited for, ms: longer than its slowest retries that pass. */
const WITHOUT_PERSON = 60_000;

/**
 * Waits until something is so, looked at after every change of the engine's; never polls. Null: the time is over
 * (`after`, ms) or whoever asked is gone.
 */
export const when = <T>(
  engine: Pick<Engine, 'subscribe'>,
  look: () => T | undefined,
  { after, gone }: { readonly after: number; readonly gone: AbortSignal },
): Promise<T | null> =>
  new Promise((resolve) => {
    let looking = false;
    const end = (value: T | null): void => {
      clearTimeout(timer);
      unsubscribe();
      gone.removeEventListener('abort', onGone);
      resolve(value);
    };
    const onGone = (): void => end(null);
    const again = (): void => {
      if (looking) return;
      looking = true;
      // Many changes in one turn are looked at once.
      queueMicrotask(() => {
        looking = false;
        const found = gone.aborted ? undefined : look();
        if (found !== undefined) end(found);
      });
    };
    const timer = setTimeout(() => end(null), after);
    const unsubscribe = engine.subscribe(again);
    gone.addEventListener('abort', onGone);
    if (gone.aborted) end(null);
    else again();
  });

/** Waits until files, keychain and sealed copies were read once: before, every name is unknown. */
export const whenLoaded = async (
  engine: Pick<Engine, 'subscribe' | 'state'>,
  gone: AbortSignal,
): Promise<boolean> =>
  (await when(engine, () => engine.state().loaded || undefined, {
    after: WITHOUT_PERSON,
    gone,
  })) === true;

type Codes = AppState['codeChecks'];

/** What became of a code since it was submitted; the checks before it do not count. */
const refusalSince = (before: Codes, now: Codes, identity: string): Failure | null => {
  const check = now.get(identity);
  return check?.kind === 'refused' && check !== before.get(identity) ? check.failure : null;
};

/**
 * Waits for a grant as a helper does: it is started, the window asks for a code where one is needed and says who
 * asks, and one code feeds everyone who waits. A code given along is spent at once.
 */
export const createObtaining = (
  engine: AgentEngine,
): ((target: GrantRef, patience: Patience, call: Call) => Promise<Result<null, Stop>>) => {
  const keepRenewed = (target: GrantRef): void => {
    if (engine.state().grants.get(grantId(target))?.wish !== 'wanted')
      engine.run({ kind: 'start', targets: [target] }, 'program');
  };

  const wait = async (
    id: string,
    target: GrantRef,
    patience: Patience,
    call: Call,
  ): Promise<Result<null, Stop>> => {
    const code = call.code ?? patience.code;
    const checks = engine.state().codeChecks;
    let submitted = false;
    let identity: string | null = null;
    const look = (): Result<null, Stop> | undefined => {
      const progress = engine.progress({ id, target });
      if (progress === null) return fail({ kind: 'declined', target });
      if (progress.kind === 'ready') return ok(null);
      if (progress.kind === 'failed') return fail({ kind: 'failed', failure: progress.failure });
      if (identity !== null && submitted) {
        const failure = refusalSince(checks, engine.state().codeChecks, identity);
        if (failure !== null) return fail({ kind: 'code-refused', failure });
      }
      if (progress.kind === 'waits') return undefined;
      identity = progress.identity;
      if (code !== null && !submitted) {
        submitted = true;
        engine.run({ kind: 'submit-code', identity, code }, 'program');
        return undefined;
      }
      if (engine.state().codeChecks.get(identity)?.kind === 'checking') return undefined;
      // One that was given served another grant of the identity by now: this one needs the next.
      if (patience.noWait) return fail({ kind: 'code-needed', target, identity });
      return call.terminal && !call.asked ? fail({ kind: 'ask', target, identity }) : undefined;
    };
    const after = patience.timeout * 1000;
    const found = await when(engine, look, { after, gone: call.gone });
    if (found !== null) return found;
    return call.gone.aborted
      ? fail({ kind: 'gone' })
      : fail({ kind: 'timed-out', target, identity, after: patience.timeout });
  };

  return async (target, patience, call) => {
    const held = engine.progress({ id: '', target });
    if (held?.kind === 'ready') {
      keepRenewed(target);
      return ok(null);
    }
    const code = call.code ?? patience.code;
    if (patience.noWait && code === null) {
      const next = nextFor(engine.state(), target, engine.now());
      // Nothing is begun that only a person could go on with.
      if (next.kind === 'code')
        return fail({ kind: 'code-needed', target, identity: next.call.identity });
    }
    if (patience.noWait || code !== null || (call.terminal && !call.asked)) {
      // Nobody is called to the window: the code is at hand, or asked for where the person sits.
      engine.run({ kind: 'start', targets: [target] }, 'program');
      return wait('', target, patience, call);
    }
    const id = randomUUID();
    engine.run({ kind: 'request', id, target, by: call.by }, 'program');
    try {
      return await wait(id, target, patience, call);
    } finally {
      engine.run({ kind: 'withdraw', id });
    }
  };
};
