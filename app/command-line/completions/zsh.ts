import {
  completedCommands,
  NAMES_LINE,
  type CompletedArgument,
  type CompletedCommand,
  type CompletedOption,
  type Offer,
} from './places.ts';

/** zsh's own name for what is offered. */
const action = (offer: Offer): string => {
  switch (offer.kind) {
    case 'words':
      return `(${offer.words.join(' ')})`;
    case 'names':
      return '_fobwatch_names';
    case 'files':
      return '_files';
    case 'commands':
      return '_fobwatch_commands';
    case 'program':
    case 'nothing':
      return ' ';
    default:
      return offer satisfies never;
  }
};

/** Text inside a specification of _arguments, where brackets and colons mean something. */
const described = (text: string): string => text.replaceAll(/[[\]:]/g, '\\$&');

const colonless = (text: string): string => text.replaceAll(':', '\\:');

/** One label of an option; a letter excludes its long name, and both may come again where the table says so. */
const optionSpecs = (option: CompletedOption): readonly string[] =>
  option.labels.map((label) => {
    const again = option.repeated === true ? '*' : `(${option.labels.join(' ')})`;
    const takes = option.offer === null ? '' : `:value:${action(option.offer)}`;
    const joint = option.offer === null ? '' : label.startsWith('--') ? '=' : '+';
    return `${again}${label}${joint}[${described(option.text)}]${takes}`;
  });

const argumentSpec = ({ word, repeated, offer }: CompletedArgument, at: number): string =>
  `${repeated ? '*' : at + 1}:${colonless(word)}:${action(offer)}`;

/** What stands behind -- is a command line of its own. */
const ownLine = `          local dashes=\${words[(i)--]}
          if (( dashes < CURRENT )); then
            shift $dashes words
            (( CURRENT -= dashes ))
            _normal
            return
          fi`;

const branch = ({ name, options, arguments: places }: CompletedCommand): string =>
  [
    `        ${name})`,
    ...(places.some(({ afterDashes }) => afterDashes === true) ? [ownLine] : []),
    '          _arguments -s -S \\',
    ...[
      ...options.flatMap(optionSpecs),
      '(- *)-h[Prints help.]',
      '(- *)--help[Prints help.]',
      ...places.filter(({ afterDashes }) => afterDashes !== true).map(argumentSpec),
    ].map((spec, i, all) => `            ${quotedSpec(spec)}${i === all.length - 1 ? '' : ' \\'}`),
    '          ;;',
  ].join('\n');

/** Backslashes of a specification stay; no text of the table holds a straight quote. */
const quotedSpec = (spec: string): string => `'${spec.replaceAll("'", '’')}'`;

/** Completions for zsh 5: to be sourced, or saved as `_fobwatch` in a folder of $fpath. */
export const zshCompletions = (): string => `#compdef fobwatch
# Completions of fobwatch for zsh, made by: fobwatch completions zsh
_fobwatch_names() {
  local -a names
  names=(\${(f)"$(${NAMES_LINE})"})
  compadd "$@" -a names
}

_fobwatch_commands() {
  local -a all
  all=(
${completedCommands.map(({ name, summary }) => `    ${quotedSpec(`${name}:${colonless(summary)}`)}`).join('\n')}
  )
  _describe -t commands command all
}

_fobwatch() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -S \\
    '(- *)-h[Prints help.]' \\
    '(- *)--help[Prints help.]' \\
    '(- *)--version[Prints the version.]' \\
    '1:command:_fobwatch_commands' \\
    '*::argument:->words' && return
  case $state in
    words)
      curcontext="\${curcontext%:*:*}:fobwatch-$words[1]:"
      case $words[1] in
${completedCommands.map(branch).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _fobwatch ]]; then
  _fobwatch "$@"
else
  compdef _fobwatch fobwatch
fi
`;
