/**
 * What a word of the command line stands for: how it is read, what help calls it, and what completion offers there.
 *
 * | kind     | read as              | completed with                    |
 * |----------|----------------------|-----------------------------------|
 * | flag     | true where it stands | nothing follows                   |
 * | choice   | one of the list      | the list                          |
 * | seconds  | a whole number       | -                                 |
 * | count    | a whole number       | -                                 |
 * | pair     | KEY=VALUE            | -                                 |
 * | policy   | JSON or a file       | files                             |
 * | file     | a path               | files                             |
 * | grant    | text                 | names of sessions, roles and made |
 * | role     | text                 | the same                          |
 * | identity | text                 | the same                          |
 * | live     | text                 | -                                 |
 * | command  | a command of fobwatch| the commands                      |
 * | program  | text                 | programs and files                |
 * | text     | text                 | -                                 |
 */
export type Flag = { readonly kind: 'flag' };

type Bounds = { readonly min: number; readonly max: number };

type Choice<C extends string = string> = {
  readonly kind: 'choice';
  readonly choices: readonly C[];
};

/** Numbers within bounds, both included; `default` stands where the option is left out. */
type Numeric<D extends number | null = number | null> = Bounds & {
  readonly kind: 'seconds' | 'count';
  readonly default: D;
};

type Pair = { readonly kind: 'pair' };
type PolicyValue = { readonly kind: 'policy' };
type CommandValue = { readonly kind: 'command' };
type TextValue = {
  readonly kind: 'file' | 'grant' | 'role' | 'identity' | 'live' | 'program' | 'text';
};

/** What a word may be. */
export type Value = Choice | Numeric | Pair | PolicyValue | CommandValue | TextValue;

export const flag = { kind: 'flag' } as const satisfies Flag;
export const pair = { kind: 'pair' } as const satisfies Pair;
export const policy = { kind: 'policy' } as const satisfies PolicyValue;
export const file = { kind: 'file' } as const satisfies TextValue;
export const grant = { kind: 'grant' } as const satisfies TextValue;
export const role = { kind: 'role' } as const satisfies TextValue;
export const identity = { kind: 'identity' } as const satisfies TextValue;
export const live = { kind: 'live' } as const satisfies TextValue;
export const program = { kind: 'program' } as const satisfies TextValue;
export const text = { kind: 'text' } as const satisfies TextValue;
export const anyCommand = { kind: 'command' } as const satisfies CommandValue;

export const choice = <const C extends string>(choices: readonly C[]): Choice<C> => ({
  kind: 'choice',
  choices,
});

/** Seconds within AWS's limits; left out, the app decides. */
export const seconds = ({ min, max }: Bounds): Numeric<null> => ({
  kind: 'seconds',
  min,
  max,
  default: null,
});

export const secondsOr = (bounds: Bounds & { readonly default: number }): Numeric<number> => ({
  kind: 'seconds',
  min: bounds.min,
  max: bounds.max,
  default: bounds.default,
});

export const countOr = (bounds: Bounds & { readonly default: number }): Numeric<number> => ({
  kind: 'count',
  min: bounds.min,
  max: bounds.max,
  default: bounds.default,
});

/** A policy as typed: JSON itself where it begins with a brace, else the file that holds it. */
export type PolicyInput =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

export type PairInput = { readonly key: string; readonly value: string };

/** One word, read. `C`: the names of the commands. */
export type ReadValue<V extends Value, C extends string> =
  V extends Choice<infer One>
    ? One
    : V extends Numeric
      ? number
      : V extends Pair
        ? PairInput
        : V extends PolicyValue
          ? PolicyInput
          : V extends CommandValue
            ? C
            : string;
