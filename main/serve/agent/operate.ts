import type { OperationCommand } from '../../../app/contract-operations.ts';
import type { Engine } from '../../../app/engine.ts';
import type { OperationOutcome } from '../../../app/session/operations.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { noAnswerWords } from '../../../app/view/words/agent.ts';
import { failed, type Call, type Reply } from './call.ts';
import type { Step, Steps } from './context.ts';
import { when } from './obtaining.ts';

/** AWS and the disk get this long, ms, when no person is waited for. */
const PATIENCE = 120_000;
/** With a person to wait for, that wait has an end of its own. */
const NO_END = 2 ** 31 - 1;

/** Waits for what an operation needs from a person, once it was found well formed; its failure is the whole answer. */
export type Meanwhile = () => Promise<Step<null>>;

export type Operate = (
  command: OperationCommand,
  call: Call,
  meanwhile?: Meanwhile,
) => Promise<Step<OperationOutcome>>;

/**
 * Runs one operation of the contract and waits for its outcome in the state. Those of a kind go one after another: the
 * state keeps the latest of each.
 */
export const createOperate = (
  engine: Pick<Engine, 'run' | 'state' | 'subscribe'>,
  steps: Pick<Steps, 'refused'>,
): Operate => {
  const tails = new Map<OperationCommand['kind'], Promise<unknown>>();

  const outcome = async (
    { kind }: OperationCommand,
    turn: number | undefined,
    gone: AbortSignal,
    after: number,
  ): Promise<Step<OperationOutcome>> => {
    const found = await when(
      engine,
      (): Step<OperationOutcome> | undefined => {
        const now = engine.state().operations.get(kind);
        // The window began another of its kind: what became of this one is not told any more.
        if (now === undefined || now.turn !== turn) return fail(failed('failed', noAnswerWords));
        if (now.kind === 'running') return undefined;
        return now.kind === 'done' ? ok(now.outcome) : fail(steps.refused(now.failures));
      },
      { after, gone },
    );
    return found ?? fail(failed('failed', noAnswerWords));
  };

  const once: Operate = async (command, call, meanwhile) => {
    engine.run(command, call.by);
    const turn = engine.state().operations.get(command.kind)?.turn;
    if (meanwhile === undefined) return outcome(command, turn, call.gone, PATIENCE);
    const over = new AbortController();
    const gone = AbortSignal.any([call.gone, over.signal]);
    const wanted = outcome(command, turn, gone, NO_END);
    // Refused for its arguments at once: then nobody is asked for anything.
    await Promise.resolve();
    if (engine.state().operations.get(command.kind)?.kind !== 'running') return wanted;
    const stop = meanwhile().then((step): Promise<Reply> | Reply =>
      step.ok ? new Promise<Reply>(() => undefined) : step.failure,
    );
    const first: Result<OperationOutcome, Reply> = await Promise.race([wanted, stop.then(fail)]);
    over.abort();
    return first;
  };

  return (command, call, meanwhile) => {
    const before = tails.get(command.kind) ?? Promise.resolve();
    const mine = before.then(() =>
      // Its turn came after whoever asked had left: nothing is done for nobody.
      call.gone.aborted ? fail(failed('unanswered', '')) : once(command, call, meanwhile),
    );
    tails.set(
      command.kind,
      mine.catch(() => undefined),
    );
    return mine;
  };
};
