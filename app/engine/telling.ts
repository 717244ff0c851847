import { explainedBy } from '../credentials/denial.ts';
import { readErrorText, type ReadText } from '../credentials/explain.ts';
import { grantOfPrincipal, type Decoding, type ToldError } from '../session/told-errors.ts';
import { createAsking } from './asking.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';

export type Telling = {
  /** What an error text means (BO7), for whoever waits for it. Nothing of it becomes state. */
  explain(text: string): Promise<ToldError>;
  /** The same for the window: what is read of it is state at once, what AWS says follows. */
  show(text: string): Promise<void>;
  /** Nobody looks at it any more. */
  forget(): void;
};

const none: Decoding = { kind: 'none' };

/** Error texts that a person brings along. An encoded message in one is decoded by whoever may. */
export const createTelling = (core: Core, keys: Keys): Telling => {
  const { store } = core;
  const asking = createAsking(core, keys);
  let turn = 0;

  const decode = async (read: ReadText): Promise<Decoding> => {
    if (read.kind !== 'error' || read.error.encoded === null) return none;
    const denied = grantOfPrincipal(store.state(), read.error.principal);
    const answer = await asking.decode(read.error.encoded, denied);
    if (answer.ok)
      return answer.value.kind === 'decoded'
        ? { kind: 'decoded', explained: explainedBy('', answer.value.text) }
        : none;
    const [failure] = answer.failure;
    return failure === undefined ? none : { kind: 'failed', failure };
  };

  const tell = (told: ToldError | null): void => store.apply({ kind: 'told-error', told });

  return {
    explain: async (text) => {
      const read = readErrorText(text);
      return { read, decoding: await decode(read) };
    },
    show: async (text) => {
      turn += 1;
      const mine = turn;
      const read = readErrorText(text);
      const asks = read.kind === 'error' && read.error.encoded !== null;
      tell({ read, decoding: asks ? { kind: 'asking' } : none });
      if (!asks) return;
      const decoding = await decode(read);
      // Another text, or nobody, is looked at by now.
      if (mine === turn) tell({ read, decoding });
    },
    forget: () => {
      turn += 1;
      if (store.state().toldError !== null) tell(null);
    },
  };
};
