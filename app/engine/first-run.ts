import type { FoundCommand } from '../contract-found.ts';
import { assertNever } from '../result.ts';
import type { Core } from './core.ts';
import type { Identities } from './identities.ts';
import type { PlainKeys } from './plain-keys.ts';

/** How many identities are taken in and asked about at once. */
const AT_ONCE = 4;

export type FirstRun = { run(command: FoundCommand): void };

/** What a person makes of the keys their AWS files hold. */
export const createFirstRun = (
  { store, look }: Core,
  identities: Identities,
  plainKeys: PlainKeys,
  /** On to the code, or the roles. */
  leadOn: () => void,
): FirstRun => {
  /** Takes these into the keychain, a few at once: each is asked about as soon as it is there. */
  const importAll = async (profiles: readonly string[]): Promise<void> => {
    const waiting = [...new Set(profiles)];
    const left = new Set(waiting);
    const tell = (): void => store.apply({ kind: 'importing', profiles: [...left] });
    tell();
    const one = async (): Promise<void> => {
      const next = waiting.shift();
      if (next === undefined) return;
      await identities.import(next);
      left.delete(next);
      tell();
      return one();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    look();
  };

  return {
    run: (command) => {
      switch (command.kind) {
        case 'import-found':
          return void importAll(command.profiles);
        case 'leave-first-run':
          void identities.settle();
          store.apply({ kind: 'first-run', first: false });
          return leadOn();
        case 'ask-removal':
          return void plainKeys.ask(command.identities);
        case 'remove-plain-keys':
          return void plainKeys.remove(command.processes);
        case 'drop-removal':
          return plainKeys.drop();
        case 'undo-removal':
          return void plainKeys.undo();
        case 'restore-backup':
          return void plainKeys.restore(command.path);
        default:
          return assertNever(command);
      }
    },
  };
};
