import { completedCommands, NAMES_LINE, quoted, type Offer } from './places.ts';

/** What fish runs to get the words of a place; null: nothing is offered there. */
const offerArgument = (offer: Offer): string | null => {
  switch (offer.kind) {
    case 'words':
      return quoted(offer.words.join(' '));
    case 'names':
      return "'(__fobwatch_names)'";
    case 'commands':
      return quoted(completedCommands.map(({ name }) => name).join(' '));
    case 'program':
      return "'(__fobwatch_program)'";
    case 'files':
    case 'nothing':
      return null;
    default:
      return offer satisfies never;
  }
};

const offered = (offer: Offer): string => {
  if (offer.kind === 'files') return ' -F';
  const words = offerArgument(offer);
  return words === null ? '' : ` -a ${words}`;
};

const line = (condition: string, rest: string): string =>
  `complete -c fobwatch -n ${quoted(condition)}${rest}`;

const commandLines = completedCommands.map(({ name, summary }) =>
  line('__fobwatch_first', ` -a ${name} -d ${quoted(summary)}`),
);

const optionLines = completedCommands.flatMap(({ name, options }) => [
  ...options.map(({ labels, text, offer }) => {
    const names = labels
      .map((label) => (label.startsWith('--') ? ` -l ${label.slice(2)}` : ` -s ${label.slice(1)}`))
      .join('');
    const takes =
      offer === null ? '' : `${offer.kind === 'files' ? ' -r' : ' -x'}${offered(offer)}`;
    return line(`__fobwatch_command ${name}`, `${names}${takes} -d ${quoted(text)}`);
  }),
  line(`__fobwatch_command ${name}`, " -s h -l help -d 'Prints help.'"),
]);

const placeLines = completedCommands.flatMap(({ name, arguments: places }) =>
  places.flatMap(({ repeated, afterDashes, offer }, at) => {
    const what = offered(offer);
    if (what === '') return [];
    if (afterDashes === true) return [line(`__fobwatch_after_dashes ${name}`, what)];
    return [line(`__fobwatch_place ${name} ${at} ${repeated ? 'on' : 'only'}`, what)];
  }),
);

/** Options that take the next word with them, by command. */
const takers = completedCommands.flatMap(({ name, options }) => {
  const labels = options.filter(({ offer }) => offer !== null).flatMap(({ labels }) => labels);
  return labels.length === 0
    ? []
    : [`    case ${name}`, `      printf '%s\\n' ${labels.join(' ')}`];
});

/** Completions for fish 3.1 and later. */
export const fishCompletions =
  (): string => `# Completions of fobwatch for fish, made by: fobwatch completions fish
function __fobwatch_names
  ${NAMES_LINE}
end

function __fobwatch_takers
  switch $argv[1]
${takers.join('\n')}
  end
end

# Whether the command itself is typed.
function __fobwatch_first
  test (count (commandline -opc)) -eq 1
end

# Whether words of this command are typed, before --.
function __fobwatch_command
  set -l words (commandline -opc)
  test "$words[2]" = $argv[1]; and not contains -- -- $words
end

# Whether the word of this number, from 0, is typed: only that one, or it and all further on.
function __fobwatch_place
  __fobwatch_command $argv[1]; or return 1
  set -l takers (__fobwatch_takers $argv[1])
  set -l place 0
  set -l pending
  for word in (commandline -opc)[3..-1]
    if set -q pending[1]
      set pending
    else if contains -- $word $takers
      set pending $word
    else if not string match -q -- '-?*' $word
      set place (math $place + 1)
    end
  end
  set -q pending[1]; and return 1
  test $place -eq $argv[2]; or test $argv[3] = on -a $place -gt $argv[2]
end

function __fobwatch_after_dashes
  set -l words (commandline -opc)
  test "$words[2]" = $argv[1]; and contains -- -- $words
end

# What stands behind -- is a command line of its own.
function __fobwatch_program
  set -l words (commandline -opc)
  set -l at (contains -i -- -- $words)
  complete -C (string join ' ' -- (string escape -- $words[(math $at + 1)..-1]) (commandline -ct))
end

complete -c fobwatch -f
${line('__fobwatch_first', " -s h -l help -d 'Prints help.'")}
${line('__fobwatch_first', " -l version -d 'Prints the version.'")}
${[...commandLines, ...optionLines, ...placeLines].join('\n')}
`;
