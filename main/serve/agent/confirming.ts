import { randomUUID } from 'node:crypto';
import type { Confirmation } from '../../../app/contract-guard.ts';
import type { Engine } from '../../../app/engine.ts';
import { judge, whoIs } from '../../../app/guard/gate.ts';
import type { HandOver } from '../../../app/ledger.ts';
import type { GrantRef } from '../../../app/model.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import type { Call } from './call.ts';
import { when, type Patience } from './obtaining.ts';

/** Why nobody confirmed; `not-asked`: whoever asks will not wait. */
export type Unconfirmed = 'declined' | 'timed-out' | 'not-asked' | 'gone';

export type Confirming = {
  /** Asks in the window where that is needed, and waits as for a code. Ok: what is shown at the gate. */
  confirm(
    target: GrantRef,
    how: HandOver,
    patience: Patience,
    call: Call,
  ): Promise<Result<readonly Confirmation[], Unconfirmed>>;
  /** Takes back what one call asked, answered or not. */
  letGo(call: Call): void;
};

/** Production: the window asks a person whether this program may have it, and says who asks and from where. */
export const createConfirming = (
  engine: Pick<Engine, 'run' | 'state' | 'now' | 'subscribe'>,
): Confirming => {
  const asked = new Map<Call, readonly string[]>();

  return {
    confirm: async (target, how, patience, call) => {
      const leaving = { target, how, who: whoIs(call.by) };
      const isOpen = (): boolean =>
        judge(engine.state(), leaving, [], engine.now()).kind === 'open';
      if (isOpen()) return ok([]);
      if (patience.noWait) return fail('not-asked');
      const id = randomUUID();
      asked.set(call, [...(asked.get(call) ?? []), id]);
      engine.run(
        { kind: 'ask-production', id, target, how, by: call.by, folder: call.cwd },
        call.by,
      );
      const answer = await when(
        engine,
        (): Result<readonly Confirmation[], Unconfirmed> | undefined => {
          const ask = engine.state().guard.asks.get(id);
          // Gone: the grant was stopped meanwhile.
          if (ask === undefined || ask.answer?.yes === false) return fail('declined');
          if (ask.answer?.yes === true) return ok([{ how: 'asked', ask: id }]);
          // Another question of the same program was answered for the whole session.
          return isOpen() ? ok([]) : undefined;
        },
        { after: patience.timeout * 1000, gone: call.gone },
      );
      return answer ?? fail(call.gone.aborted ? 'gone' : 'timed-out');
    },
    letGo: (call) => {
      for (const id of asked.get(call) ?? []) engine.run({ kind: 'withdraw-production', id });
      asked.delete(call);
    },
  };
};
