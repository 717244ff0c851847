import { createAccountAliases } from './account-aliases.ts';
import type { Core } from './core.ts';
import { createKeepingKnown, type KeepingKnown } from './keeping-known.ts';
import { createMaximums } from './maximums.ts';
import type { Persistence } from './persistence.ts';

export type Learning = KeepingKnown & {
  /** Asks AWS what is not known yet of roles that are held and of their accounts, when nothing more urgent is in flight. */
  step(): void;
};

/** What is learnt of roles, accounts and keys beside what a person asked for. */
export const createLearning = (core: Core, persistence: Persistence): Learning => {
  const known = createKeepingKnown(core);
  const questions = [createMaximums(core, persistence), createAccountAliases(core, known.keep)];
  return {
    ...known,
    step: () => {
      for (const question of questions) question.step();
    },
  };
};
