import type { OperationCommand } from '../../../app/contract-operations.ts';
import type { Engine } from '../../../app/engine.ts';
import type { GrantRef } from '../../../app/model.ts';
import type { OperationOutcome } from '../../../app/session/operations.ts';
import { fail, ok } from '../../../app/result.ts';
import { noAnswerWords } from '../../../app/view/words/agent.ts';
import { failed, type Call } from './call.ts';
import type { Step, Steps } from './context.ts';
import { when } from './obtaining.ts';

/** AWS and the disk get this long, ms, when no person is waited for. */
const PATIENCE = 120_000;
/** With a person to wait for, that wait has an end of its own. */
const NO_END = 2 ** 31 - 1;

/** What an operation needs from a person, waited for once it was found well formed. */
export type Meanwhile = {
  /** What the operation obtains. */
  readonly target: GrantRef;
  /** Its failure is the whole answer. */
  wait(): Promise<Step<null>>;
};

export type Operate = (
  command: OperationCommand,
  call: Call,
  meanwhile?: Meanwhile,
) => Promise<Step<OperationOutcome>>;

const unanswered = (): Step<never> => fail(failed('failed', noAnswerWords()));

const held = (step: Step<null>, target: GrantRef): Step<OperationOutcome> =>
  step.ok ? ok({ kind: 'held', target }) : step;

/**
 * Runs one operation of the contract and waits for its outcome in the state. Those of a kind go one after another: the
 * state keeps the latest of each. One that waits for a person lets the next begin, and hears of its grant by itself.
 */
export const createOperate = (
  engine: Pick<Engine, 'run' | 'state' | 'subscribe'>,
  steps: Pick<Steps, 'refused'>,
): Operate => {
  const tails = new Map<OperationCommand['kind'], Promise<unknown>>();

  /** null: another of its kind began, and what became of this one is not told any more. */
  const outcome = async (
    { kind }: OperationCommand,
    turn: number | undefined,
    gone: AbortSignal,
    after: number,
  ): Promise<Step<OperationOutcome> | null> => {
    const found = await when(
      engine,
      (): Step<OperationOutcome> | 'overtaken' | undefined => {
        const now = engine.state().operations.get(kind);
        if (now === undefined || now.turn !== turn) return 'overtaken';
        if (now.kind === 'running') return undefined;
        return now.kind === 'done' ? ok(now.outcome) : fail(steps.refused(now.failures));
      },
      { after, gone },
    );
    return found === 'overtaken' ? null : (found ?? unanswered());
  };

  const once = async (
    command: OperationCommand,
    call: Call,
    meanwhile: Meanwhile | undefined,
    letNext: () => void,
  ): Promise<Step<OperationOutcome>> => {
    engine.run(command, call.by);
    const turn = engine.state().operations.get(command.kind)?.turn;
    if (meanwhile === undefined)
      return (await outcome(command, turn, call.gone, PATIENCE)) ?? unanswered();
    const over = new AbortController();
    const gone = AbortSignal.any([call.gone, over.signal]);
    const wanted = outcome(command, turn, gone, NO_END);
    // Refused for its arguments at once: then nobody is asked for anything.
    await Promise.resolve();
    if (engine.state().operations.get(command.kind)?.kind !== 'running')
      return (await wanted) ?? unanswered();
    const waited = meanwhile.wait();
    letNext();
    const { target } = meanwhile;
    // Where its end is told, that is the answer; where it is not, whether the grant came is.
    const told = wanted.then((end) => end ?? waited.then((step) => held(step, target)));
    const stopped = waited.then((step) => (step.ok ? told : step));
    const first = await Promise.race([told, stopped]);
    over.abort();
    return first;
  };

  return (command, call, meanwhile) => {
    const before = tails.get(command.kind) ?? Promise.resolve();
    return new Promise((resolve, reject) => {
      const mine = before.then(
        () =>
          new Promise<void>((letNext) => {
            // Its turn came after whoever asked had left: nothing is done for nobody.
            const work = call.gone.aborted
              ? Promise.resolve(fail(failed('unanswered', '')))
              : once(command, call, meanwhile, letNext);
            work.then(resolve, reject).finally(letNext);
          }),
      );
      tails.set(command.kind, mine);
    });
  };
};
