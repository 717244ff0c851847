import { assertNever } from '../result.ts';
import type { completionShells } from './commands/about.ts';
import { bashCompletions } from './completions/bash.ts';
import { fishCompletions } from './completions/fish.ts';
import { zshCompletions } from './completions/zsh.ts';

export type CompletionShell = (typeof completionShells)[number];

/** A script that completes `fobwatch` in a shell, made from the table. It asks a running app for names, and starts none. */
export const completionsFor = (shell: CompletionShell): string => {
  switch (shell) {
    case 'bash':
      return bashCompletions();
    case 'zsh':
      return zshCompletions();
    case 'fish':
      return fishCompletions();
    default:
      return assertNever(shell);
  }
};
