import { commandNames } from '../table.ts';
import { completedCommands, NAMES_LINE, quoted, type Offer } from './places.ts';

const offerWords = (offer: Offer): string =>
  offer.kind === 'words' ? `words ${offer.words.join(' ')}` : offer.kind;

const branch = (pattern: string, answer: string): string => `    ${pattern}) echo ${answer} ;;`;

const optionsBranches = completedCommands.map(({ name, options }) =>
  branch(name, quoted([...options.flatMap(({ labels }) => labels), '-h', '--help'].join(' '))),
);

const valueBranches = completedCommands.flatMap(({ name, options }) =>
  options.flatMap(({ labels, offer }) =>
    offer === null
      ? []
      : [
          branch(
            labels.map((label) => `'${name} ${label}'`).join(' | '),
            quoted(offerWords(offer)),
          ),
        ],
  ),
);

/** The words of a command by number, from 0; a repeated one takes every further number. */
const placeBranches = completedCommands.flatMap(({ name, arguments: places }) =>
  places.map(({ repeated, offer }, at) =>
    branch(repeated ? `'${name} '*` : `'${name} ${at}'`, quoted(offerWords(offer))),
  ),
);

/**
 * Completions for bash 3.2 (macOS) and later. Words are put together again by hand: bash takes them apart at `:` and
 * `=`, which stand in `role:dev` and `--shell=fish`.
 */
export const bashCompletions =
  (): string => `# Completions of fobwatch for bash, made by: fobwatch completions bash
_fobwatch_options() {
  case $1 in
${optionsBranches.join('\n')}
  esac
}

_fobwatch_value() {
  case $1 in
${valueBranches.join('\n')}
    *) return 1 ;;
  esac
}

_fobwatch_place() {
  case $1 in
${placeBranches.join('\n')}
    *) echo nothing ;;
  esac
}

# Offers what an answer of the functions above stands for; $2 is typed already, $3 stands before it in the word.
_fobwatch_offer() {
  local kind=\${1%% *} typed=$2 before=$3
  case $kind in
    words) _fobwatch_lines "$typed" "$before" < <(printf '%s\\n' \${1#* }) ;;
    commands) _fobwatch_lines "$typed" "$before" < <(printf '%s\\n' ${commandNames.join(' ')}) ;;
    names) _fobwatch_lines "$typed" "$before" < <(${NAMES_LINE}) ;;
    program) _fobwatch_lines "$typed" "$before" < <(compgen -c -- "$typed") ;;
    files)
      # readline then quotes by itself, and puts a slash behind folders.
      compopt -o filenames 2>/dev/null && quote=''
      _fobwatch_lines "$typed" "$before" < <(compgen -f -- "$typed")
      ;;
  esac
}

_fobwatch_lines() {
  local line
  while IFS= read -r line; do
    case $line in
      "$1"*) COMPREPLY+=("$2$line") ;;
    esac
  done
}

_fobwatch() {
  local rest=\${COMP_LINE:0:COMP_POINT} blank i token typed command offer
  local -a words
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    token=\${COMP_WORDS[i]}
    blank=\${rest%%[![:space:]]*}
    rest=\${rest#"$blank"}
    ((i == COMP_CWORD)) && token=$rest
    if ((i == 0)) || [[ -n $blank ]]; then
      words+=("$token")
    else
      words[\${#words[@]} - 1]+=$token
    fi
    rest=\${rest#"$token"}
  done

  COMPREPLY=()
  local quote=1 last=$((\${#words[@]} - 1))
  typed=\${words[last]}
  command=\${words[1]}
  if ((last == 1)); then
    _fobwatch_offer commands "$typed" ''
    _fobwatch_offer 'words --help --version' "$typed" ''
  else
    local place=0 dashes='' pending='' before
    for ((i = 2; i < last; i++)); do
      if [[ -n $pending ]]; then
        pending=''
      elif [[ -n $dashes ]]; then
        place=$((place + 1))
      elif [[ \${words[i]} == -- ]]; then
        dashes=1
      elif [[ \${words[i]} == -?* ]]; then
        pending=$(_fobwatch_value "$command \${words[i]}")
      else
        place=$((place + 1))
      fi
    done
    if [[ -n $pending ]]; then
      _fobwatch_offer "$pending" "$typed" ''
    elif [[ -z $dashes && $typed == --*=* ]]; then
      before=\${typed%%=*}
      offer=$(_fobwatch_value "$command $before") && _fobwatch_offer "$offer" "\${typed#*=}" "$before="
    elif [[ -z $dashes && $typed == -* ]]; then
      _fobwatch_offer "words $(_fobwatch_options "$command")" "$typed" ''
    elif [[ $command == exec && -n $dashes ]]; then
      if ((place == 1)); then offer=program; else offer=files; fi
      _fobwatch_offer "$offer" "$typed" ''
    elif [[ $command != exec || $place == 0 ]]; then
      _fobwatch_offer "$(_fobwatch_place "$command $place")" "$typed" ''
    fi
  fi

  # bash replaces only what stands behind the last : or = of the word.
  token=\${COMP_WORDS[COMP_CWORD]}
  [[ $token == [:=] ]] && token=''
  before=\${typed%"$token"}
  for i in "\${!COMPREPLY[@]}"; do
    COMPREPLY[i]=\${COMPREPLY[i]#"$before"}
    [[ -n $quote ]] && COMPREPLY[i]=$(printf '%q' "\${COMPREPLY[i]}")
  done
  return 0
}

complete -F _fobwatch fobwatch
`;
