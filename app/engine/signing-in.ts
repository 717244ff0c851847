import type { Command } from '../contract.ts';
import { classify } from '../credentials/classify.ts';
import { planSignIn, type SignInOptions } from '../export/console-rules.ts';
import { federationUrl, signInRequest, signInUrl } from '../export/console-url.ts';
import type { Failure } from '../failure.ts';
import { grantId, grantName, type GrantRef } from '../model.ts';
import type { CallProblem } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { lockedFailure } from '../session/lock.ts';
import type { Requester } from '../session/requests.ts';
import type { SignInState } from '../session/sign-in.ts';
import type { Copying } from './copying.ts';
import type { Core } from './core.ts';
import type { Handing, Wish } from './handing.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';
import { noLockSince } from './since-lock.ts';
import type { Waiting } from './waiting.ts';
import type { Asker } from '../session/asker.ts';

export type OpenConsole = Extract<Command, { readonly kind: 'open-console' }>;

export type SigningIn = {
  /**
   * A URL that signs in to the console with a grant (EX2), obtained first if it is not held. It is good for 15 minutes
   * and for whoever has it; nothing here keeps it, and the ledger says only who had one.
   */
  signIn(
    target: GrantRef,
    options: SignInOptions,
    to: Requester,
    wish?: Wish,
  ): Promise<Result<Secret, Failure>>;
  /** Whether it breaks a rule of the console, as far as is known before anything is obtained. */
  canSignIn(target: GrantRef, options: SignInOptions): Result<null, Failure>;
  /** The same, taken to the browser or the clipboard, and told in the grant's row. */
  open(command: OpenConsole, from: Asker, by?: Requester): Promise<Result<null, Failure>>;
};

/** Who a sign-in is for when a person at the window asks, as far as anybody knows. */
const places = {
  open: { program: 'browser', pid: null },
  copy: { program: 'clipboard', pid: null },
} as const satisfies Record<OpenConsole['how'], Requester>;

/** The endpoint says no by a status alone: what it did not take were the credentials, or what was asked for them. */
const failureOf = (target: GrantRef, problem: CallProblem): Failure =>
  problem.kind === 'aws' && problem.status < 500 && problem.status !== 429
    ? { kind: 'sign-in-refused', target, status: problem.status }
    : classify('getSigninToken', problem, { withCode: false, stillValid: true });

export const createSigningIn = (
  { ports, store, time }: Core,
  handing: Pick<Handing, 'may' | 'handOver' | 'refuse'>,
  waiting: Pick<Waiting, 'obtain' | 'isOver'>,
  copying: Pick<Copying, 'hold'>,
): SigningIn => {
  const underWay = new Map<string, Promise<Result<null, Failure>>>();

  const signIn: SigningIn['signIn'] = async (
    target,
    options,
    to,
    wish = { from: to, shown: [] },
  ) => {
    const stillOpen = noLockSince(store);
    const possible = planSignIn(store.state(), target, options);
    if (!possible.ok) return possible;
    const may = handing.may(target, 'console', wish);
    if (!may.ok) return may;
    const obtained = await waiting.obtain(target, wish.from);
    if (!obtained.ok) return obtained;
    // What signed for it is known by now.
    const plan = planSignIn(store.state(), target, options);
    if (!plan.ok) return plan;
    const { place, destination, durationSeconds } = plan.value;
    const token = await ports.federation.getSigninToken({
      url: federationUrl(place),
      body: signInRequest(obtained.value.credentials, durationSeconds),
      caBundle: endpointsOfGrant(store.state(), target)?.caBundle ?? null,
    });
    // It was asked for before a lock: its URL is nobody's.
    if (!stillOpen()) return fail(lockedFailure);
    // The app ends: nobody is there to take it.
    if (waiting.isOver()) return fail({ kind: 'nothing-valid', target });
    const failure = token.ok ? null : failureOf(target, token.failure);
    ports.journal.write({
      kind: token.ok ? 'console' : 'refused',
      facts: {
        operation: 'getSigninToken',
        target: grantId(target),
        failure: failure?.kind ?? null,
      },
    });
    if (!token.ok) {
      if (typeof wish.from === 'object') handing.refuse(target, 'console', to, 'failed');
      return fail(failureOf(target, token.failure));
    }
    // Stopped meanwhile: nobody wants to be signed in any more.
    const held = handing.handOver(target, 'console', to, wish);
    if (!held.ok) return held;
    return ok(signInUrl(place, destination, token.value));
  };

  const told = (signIn: SignInState): void => store.apply({ kind: 'sign-in', signIn });

  /** Where the URL goes, and what the row says of it then. */
  const hand = async (
    { target, how }: OpenConsole,
    url: Secret,
  ): Promise<Result<SignInState, Failure>> => {
    if (how === 'copy') {
      const held = await copying.hold(target, url, 'sign-in-url');
      return held.ok ? ok({ kind: 'copied', target, clearsAt: held.value }) : held;
    }
    const command = store.state().settings.consoleBrowser;
    const opened = await ports.browser.open(url, { command, name: grantName(target) });
    return opened.ok
      ? ok({ kind: 'opened', target })
      : fail({ kind: 'browser', detail: opened.failure });
  };

  const carryOut = async (
    command: OpenConsole,
    from: Asker,
    by: Requester,
  ): Promise<Result<null, Failure>> => {
    const { target, destination, region, durationSeconds, confirmed: shown = [] } = command;
    const pending: SignInState = { kind: 'pending', target, since: time.now() };
    told(pending);
    const stillOpen = noLockSince(store);
    const url = await signIn(target, { destination, region, durationSeconds }, by, {
      from: from === 'program' ? by : from,
      shown,
    });
    if (!stillOpen()) return fail(lockedFailure);
    const handed = url.ok ? await hand(command, url.value) : url;
    // A later sign-in, or its being stopped, is what the row tells by now.
    if (store.state().signIn === pending)
      told(handed.ok ? handed.value : { kind: 'failed', target, failure: handed.failure });
    return handed.ok ? ok(null) : handed;
  };

  return {
    canSignIn: (target, options) => {
      const plan = planSignIn(store.state(), target, options);
      return plan.ok ? ok(null) : plan;
    },
    signIn,
    open: (command, from, by = places[command.how]) => {
      const key = JSON.stringify(command);
      // A second click does not open a second page.
      const first = underWay.get(key);
      if (first !== undefined) return first;
      const whole = carryOut(command, from, by).finally(() => underWay.delete(key));
      underWay.set(key, whole);
      return whole;
    },
  };
};
