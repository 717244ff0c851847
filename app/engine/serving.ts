import { ownDetail } from '../detail.ts';
import { defaultShell } from '../export/default-shell.ts';
import type { Command } from '../contract.ts';
import {
  endpointBlock,
  endpointVariables,
  takenAwayByEndpoint,
  type SecretVariable,
} from '../export/endpoint-block.ts';
import type { Failure } from '../failure.ts';
import { endpointWho } from '../guard/gate.ts';
import type { Refusal } from '../ledger.ts';
import { grantId, type GrantRef } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Listening, ServedAnswer, Unready } from '../serving.ts';
import {
  endpointsAnswered,
  endpointsOf,
  endpointsOver,
  type ServedEndpoint,
} from '../session/endpoints.ts';
import { isLocked, lockedFailure } from '../session/lock.ts';
import { progressOf } from '../session/progress.ts';
import type { Requester } from '../session/requests.ts';
import { standsFor } from '../session/state.ts';
import type { Copying } from './copying.ts';
import type { Core } from './core.ts';
import type { Guarding } from './guarding.ts';
import type { Handing, Wish } from './handing.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';
import type { Asker } from '../session/asker.ts';
import type { Wanting } from './wanting.ts';

/** An endpoint as it is handed to the programs that shall fetch from it. */
export type EndpointBlock = {
  readonly id: string;
  /** The variables to set, each value as a secret. */
  readonly variables: readonly SecretVariable[];
  /** Variables to take away, since each of them wins over an endpoint. */
  readonly takenAway: readonly string[];
};

export type Serving = {
  /**
   * Opens an endpoint of a grant and starts the grant. `of` null: the grant's own, the same one for all who ask; else
   * one for this program alone, which whoever opened it closes by its id. It ends when the grant is stopped, too.
   */
  open(
    target: GrantRef,
    of: Requester | null,
    wish?: Wish,
  ): Promise<Result<EndpointBlock, Failure>>;
  /** Ends one endpoint; an id that is not known does nothing. */
  close(id: string): void;
  /** Ends all endpoints of a grant, those of programs too. */
  closeAll(target: GrantRef): void;
  /** Puts the block of a grant's own endpoint into the clipboard, opened if need be; cleared like exports. */
  copy(target: GrantRef, wish: Wish): Promise<void>;
  /** Does what has fallen due: endpoints that are over, requests that were answered. */
  step(): void;
  /** Ends all, for quitting and for locking. */
  stop(): void;
};

/** For so long, ms, a request stands after a program asked in vain: those that go on asking are one request. */
const PATIENCE = 5 * 60_000;

/** The ledger's word for why an endpoint gave nothing. */
const refusals = {
  waits: 'not-ready',
  'needs-code': 'code-needed',
  declined: 'declined',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
} as const satisfies Record<Unready['kind'], Refusal>;

export const createServing = (
  { ports, store, time, look }: Core,
  handing: Handing,
  copying: Copying,
  wanting: Wanting,
  guarding: Pick<Guarding, 'keep' | 'askAgain'>,
  run: (command: Command, from: Asker) => void,
): Serving => {
  const opened = new Map<string, Listening>();
  const opening = new Map<string, Promise<Result<EndpointBlock, Failure>>>();
  /** Requests of ours that stand. */
  const asked = new Set<string>();
  let count = 0;

  const put = (endpoint: ServedEndpoint): void => store.apply({ kind: 'endpoint', endpoint });

  /** A request for a program that got nothing: a person is asked, and nobody waits here. */
  const ask = (endpoint: ServedEndpoint, by: Requester): void => {
    const until = time.now() + PATIENCE;
    if (endpoint.asking !== null)
      return put({ ...endpoint, asking: { ...endpoint.asking, until } });
    count += 1;
    const request = `endpoint ${count}`;
    asked.add(request);
    put({ ...endpoint, asking: { request, until } });
    run({ kind: 'request', id: request, target: endpoint.target, by }, 'program');
  };

  const unreadyOf = (id: string, target: GrantRef): Unready => {
    const state = store.state();
    const request = state.endpoints.get(id)?.asking?.request ?? '';
    if (state.requests.get(request)?.declined) return { kind: 'declined' };
    const progress = progressOf(state, target, time.latest());
    return progress.kind === 'ready' ? { kind: 'waits' } : progress;
  };

  /** The session has ended since a person let it out: they are asked once more, and no means that it is over. */
  const unconfirmed = ({ id, target }: ServedEndpoint, by: Requester): ServedAnswer => {
    const who = endpointWho(id);
    const isAsked = [...store.state().guard.asks.values()].some((one) => one.who === who);
    // Those that go on asking in vain are one question, and one line.
    if (!isAsked) handing.refuse(target, 'endpoint', by, refusals.unconfirmed);
    guarding.askAgain({ target, how: 'endpoint', who, to: null, by }, () => close(id));
    return fail({ kind: 'unconfirmed' });
  };

  /** Reads what is held, and asks for what is not: never a wait. */
  const answer = (id: string, target: GrantRef, program: string | null): ServedAnswer => {
    const endpoint = store.state().endpoints.get(id);
    if (endpoint === undefined)
      return fail({ kind: 'failed', failure: { kind: 'nothing-valid', target } });
    const by = endpoint.of ?? { program, pid: null };
    const handed = handing.handOver(target, 'endpoint', by, {
      from: 'renewal',
      who: endpointWho(id),
      by,
    });
    if (handed.ok) {
      put({ ...endpoint, fetched: { at: time.now(), by: by.program } });
      return ok(handed.value.credentials);
    }
    if (handed.failure.kind === 'unconfirmed') return unconfirmed(endpoint, by);
    ask(endpoint, by);
    const unready = unreadyOf(id, target);
    // Those that go on asking in vain are one request, and one line.
    if (endpoint.asking === null) handing.refuse(target, 'endpoint', by, refusals[unready.kind]);
    return fail(unready);
  };

  const blockOf = (id: string, target: GrantRef, listening: Listening): EndpointBlock => ({
    id,
    variables: endpointVariables(
      listening,
      endpointsOfGrant(store.state(), target)?.region ?? null,
    ),
    takenAway: takenAwayByEndpoint,
  });

  const listen = async (endpoint: ServedEndpoint): Promise<Result<EndpointBlock, Failure>> => {
    const { id, target, of } = endpoint;
    const listening = await ports.containerEndpoints.open((program) => answer(id, target, program));
    // Closed, or its grant stopped, while it was being opened.
    const wanted = store.state().endpoints.get(id)?.phase.kind === 'opening';
    if (listening.ok && !wanted) listening.value.close();
    if (!listening.ok || !wanted) {
      const detail = listening.ok ? ownDetail('stopped-meanwhile') : listening.failure;
      const failure: Failure = { kind: 'serving', target, detail };
      if (wanted && of === null) put({ ...endpoint, phase: { kind: 'failed', failure } });
      else store.apply({ kind: 'endpoint-closed', id });
      return fail(failure);
    }
    opened.set(id, listening.value);
    put({ ...endpoint, phase: { kind: 'on' } });
    ports.journal.write({ kind: 'endpoint-opened', facts: { target: grantId(target) } });
    return ok(blockOf(id, target, listening.value));
  };

  const open: Serving['open'] = (target, of, wish = { from: of ?? 'program', shown: [] }) => {
    if (isLocked(store.state())) return Promise.resolve(fail(lockedFailure));
    if (standsFor(store.state(), target) === null)
      return Promise.resolve(fail({ kind: 'unknown-target', target }));
    const passed = handing.letOut(target, 'endpoint', wish);
    if (!passed.ok) return Promise.resolve(passed);
    wanting.want([target], wish.from);
    if (of !== null) count += 1;
    const id = of === null ? grantId(target) : `of ${count}`;
    guarding.keep({ target, who: endpointWho(id) });
    const there = opened.get(id);
    if (there !== undefined) return Promise.resolve(ok(blockOf(id, target, there)));
    const under = opening.get(id);
    if (under !== undefined) return under;
    const endpoint: ServedEndpoint = {
      id,
      target,
      of,
      phase: { kind: 'opening' },
      fetched: null,
      asking: null,
    };
    put(endpoint);
    const work = listen(endpoint).finally(() => opening.delete(id));
    opening.set(id, work);
    return work;
  };

  /** Ends what listens without an endpoint in the state, and withdraws requests that none stands behind. */
  const settle = (): void => {
    const { endpoints } = store.state();
    for (const [id, listening] of opened) {
      if (endpoints.has(id)) continue;
      listening.close();
      opened.delete(id);
      ports.journal.write({ kind: 'endpoint-closed', facts: { open: opened.size } });
    }
    const standing = new Set([...endpoints.values()].map(({ asking }) => asking?.request));
    for (const id of asked) {
      if (standing.has(id)) continue;
      asked.delete(id);
      store.apply({ kind: 'withdraw', id });
    }
  };

  function close(id: string): void {
    store.apply({ kind: 'endpoint-closed', id });
    settle();
    look();
  }

  return {
    open,
    close,
    closeAll: (target) => {
      for (const { id } of endpointsOf(store.state(), target)) close(id);
    },
    copy: async (target, wish) => {
      const block = await open(target, null, wish);
      if (!block.ok) return;
      const form = defaultShell(store.state().settings, ports.host.shell);
      const as = { form, block: 'endpoint' } as const;
      const text = endpointBlock(form, block.value);
      const held = text.ok ? await copying.hold(target, text.value, 'endpoint') : text;
      store.apply({
        kind: 'copy',
        copy: held.ok
          ? { kind: 'copied', target, as, clearsAt: held.value }
          : { kind: 'failed', target, as, failure: held.failure, at: time.now() },
      });
    },
    step: () => {
      for (const { id } of endpointsOver(store.state()))
        store.apply({ kind: 'endpoint-closed', id });
      for (const endpoint of endpointsAnswered(store.state(), time.now()))
        put({ ...endpoint, asking: null });
      settle();
    },
    stop: () => {
      for (const id of store.state().endpoints.keys()) store.apply({ kind: 'endpoint-closed', id });
      settle();
    },
  };
};
