import type { OptionSpec } from '../command.ts';
import type { ExitCodeName } from '../exit-codes.ts';
import { flag, grant, policy, secondsOr, text } from '../value.ts';

/** Options of every command that may need a code. */
export const waiting = {
  code: {
    value: text,
    word: 'CODE',
    text: 'The six digits, where you have them at hand; else Fobwatch asks, in its window and on the terminal.',
  },
  noWait: {
    value: flag,
    text: 'Fails at once when a person is needed.',
  },
  timeout: {
    value: secondsOr({ min: 1, max: 3600, default: 120 }),
    text: 'How long to wait for a person.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** How a command that may need a code can end. */
export const waitingExits = [
  'failed',
  'needs-code',
  'unanswered',
  'unreachable',
  'unknown-name',
] as const satisfies readonly ExitCodeName[];

/** Policies that narrow what the credentials may do. */
export const policies = {
  policy: {
    value: policy,
    word: 'POLICY',
    text: 'A session policy: JSON, or a file that holds it. It narrows what the credentials may do.',
  },
  policyArn: {
    value: text,
    word: 'ARN',
    repeated: true,
    text: 'The ARN of a managed policy that narrows likewise; at most ten.',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** The grant a command is about. */
export const oneGrant = {
  value: grant,
  word: 'NAME',
  required: true,
  repeated: false,
  text: 'A role, or an identity, which stands for its session.',
} as const;

export const json = { value: flag, text: 'Prints JSON.' } as const;
export const quiet = { value: flag, short: 'q', text: 'Prints nothing but errors.' } as const;
