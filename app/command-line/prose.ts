import { durationWords } from '../view/words/time.ts';
import { assertNever } from '../result.ts';
import { say, t } from '../view/words/say.ts';
import type { ArgumentSpec, OptionSpec } from './command.ts';
import { argumentsOf, isFlag, optionsOf, shownOptions, specOf, type Named } from './spec.ts';
import { longName, type CommandName } from './table.ts';
import type { Value } from './value.ts';

/** What help, completions and man page say alike. */
const wordOf = (value: Value): string => {
  switch (value.kind) {
    case 'choice':
      return 'WORD';
    case 'seconds':
      return 'SECONDS';
    case 'count':
      return 'N';
    case 'pair':
      return 'KEY=VALUE';
    case 'policy':
      return 'POLICY';
    case 'file':
      return 'FILE';
    case 'command':
    case 'program':
      return 'COMMAND';
    case 'grant':
    case 'role':
    case 'identity':
    case 'live':
      return 'NAME';
    case 'text':
      return 'TEXT';
    default:
      return assertNever(value);
  }
};

/** What help calls an option's value; null: it takes none. */
export const valueWord = ({ value, word }: OptionSpec): string | null =>
  isFlag(value) ? null : (word ?? wordOf(value));

/** `-n`, where there is one, and `--lines`. */
export const optionNames = ({ key, short }: Named<OptionSpec>): readonly string[] => [
  ...(short === undefined ? [] : [`-${short}`]),
  `--${longName(key)}`,
];

const limits = (value: OptionSpec['value']): readonly string[] => {
  switch (value.kind) {
    case 'choice':
      return [t`One of ${value.choices.join(', ')}.`];
    case 'seconds':
    case 'count': {
      const words =
        value.kind === 'seconds'
          ? t` (${durationWords(value.min)} to ${durationWords(value.max)})`
          : '';
      const otherwise = value.default === null ? '' : t`; ${value.default} where left out`;
      return [t`${value.min} to ${value.max}${words}${otherwise}.`];
    }
    default:
      return [];
  }
};

/** What an option does, its limits behind. */
export const optionText = ({ value, text, repeated, required }: OptionSpec): string =>
  [
    say(text),
    ...limits(value),
    ...(repeated === true ? [t`May be given several times.`] : []),
    ...(required === true ? [t`Required.`] : []),
  ].join(' ');

const argumentForm = ({ word, repeated, required, afterDashes }: ArgumentSpec): string => {
  const once = required ? word : `[${word}]`;
  return `${afterDashes === true ? '-- ' : ''}${once}${repeated ? '...' : ''}`;
};

/** `write [OPTION]... --profile PROFILE NAME`, as parts. */
export const synopsis = (name: CommandName): readonly string[] => {
  const spec = specOf(name);
  const required = optionsOf(spec).filter((one) => one.required === true);
  const others = shownOptions(spec).some((one) => one.required !== true);
  return [
    name,
    ...required.map((one) => `--${longName(one.key)} ${valueWord(one) ?? ''}`),
    ...(others ? ['[OPTION]...'] : []),
    ...argumentsOf(spec).map(argumentForm),
  ];
};

/** How names are said; for help's overview and the man page. */
export const namesText = (): string =>
  t`NAME is a role’s profile, an identity, which stands for its session, or a grant made directly. Where one name stands for several, say role:NAME, session:NAME or made:NAME.`;

export const waitingText = (): string =>
  t`Where a code is needed, the command waits while Fobwatch asks for it, in its window and on the terminal. --no-wait fails at once instead.`;
