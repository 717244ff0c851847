import { command } from '../command.ts';
import { anyCommand, choice } from '../value.ts';

/** Shells that completions are written for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;

/** Commands about the command itself. */
export const about = {
  completions: command({
    summary: 'Print the completions of a shell',
    description: ['Prints a script that completes fobwatch’s commands, options and names.'],
    arguments: {
      shell: {
        value: choice(completionShells),
        word: 'SHELL',
        required: true,
        repeated: false,
        text: 'bash, zsh or fish.',
      },
    },
    options: {},
    rules: [],
    examples: [
      { line: 'source <(fobwatch completions bash)', text: 'In ~/.bashrc.' },
      { line: 'source <(fobwatch completions zsh)', text: 'In ~/.zshrc, after compinit.' },
      { line: 'fobwatch completions fish | source', text: 'In ~/.config/fish/config.fish.' },
    ],
    exits: ['unreachable'],
  }),
  man: command({
    summary: 'Print the man page',
    description: ['Prints the man page as roff.'],
    arguments: {},
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch man | man -l -', text: 'Reads it at once.' }],
    exits: ['unreachable'],
  }),
  help: command({
    summary: 'Explain fobwatch or one command',
    description: ['Prints what --help prints.'],
    arguments: {
      command: {
        value: anyCommand,
        word: 'COMMAND',
        required: false,
        repeated: false,
        text: 'The command; without it, all of them in brief.',
      },
    },
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch help write', text: 'The same as fobwatch write --help.' }],
    exits: ['unreachable'],
  }),
  version: command({
    summary: 'Print the version',
    description: ['Prints the version of Fobwatch.'],
    arguments: {},
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch version', text: 'The same as fobwatch --version.' }],
    exits: ['unreachable'],
  }),
} as const;
