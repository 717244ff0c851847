import { command } from '../command.ts';
import { choice, flag, identity } from '../value.ts';

/** The trial in one's own account (EX4). */
export const lab = {
  lab: command({
    summary: 'Try it all in your own account, and remove it again',
    description: [
      'up makes a user with a key, a virtual MFA device and a role that needs MFA, each under the path /fobwatch-lab/ with a name of its own; then it walks through: refused without a code, granted with one, credentials that work, a sign-in to the console. It lists what it makes, and asks first.',
      'down removes all of it, also what a crash left behind, and looks whether anything is left. status tells what is there.',
    ],
    arguments: {
      what: {
        value: choice(['up', 'status', 'down']),
        word: 'WHAT',
        required: true,
        repeated: false,
        text: 'What to do.',
      },
    },
    options: {
      identity: {
        value: identity,
        word: 'IDENTITY',
        text: 'Whose key makes it; without it, the only identity there is. down takes the one that made it.',
      },
      print: {
        value: flag,
        text: 'up: prints the URL that signs in to the console as the role; good for 15 minutes, for whoever has it.',
      },
      yes: { value: flag, text: 'Does not ask.' },
      all: {
        value: flag,
        text: 'down: removes trials of other people and computers in the account too.',
      },
    },
    rules: [],
    examples: [
      { line: 'fobwatch lab up', text: 'Lists what it makes, and asks.' },
      { line: 'fobwatch lab down', text: 'Leaves nothing behind.' },
    ],
    exits: ['failed', 'unanswered', 'unreachable', 'unknown-name'],
  }),
} as const;
