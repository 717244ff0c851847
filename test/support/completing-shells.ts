import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { completionsFor, type CompletionShell } from '../../app/command-line/completions.ts';

/**
 * Real shells asked what they would complete. Each sources the script of the product in a folder with a `fobwatch` that
 * only prints names, and the two files below; one start of a shell answers for all lines.
 */
export const offeredNames = [
  'ada',
  'dev',
  "it's $5",
  'my role',
  'prod-admin',
  'role:both',
  'session:both',
];
const files = ['credentials.json', 'policy.json'];

const stub = `#!/bin/sh
# Prints names as the app does, and only where it is told that nothing is to be started.
if test "$FOBWATCH_NO_START $*" = '1 list --names'; then
  exec cat "$HOME/names"
fi
printf '%s\\n' "$*" >> "$HOME/ran"
`;

/** Calls the completion function as readline does, words taken apart at blanks, `:` and `=`. */
const bash = `
source ./completions
while IFS= read -r line; do
  COMP_LINE=$line COMP_POINT=\${#line} COMP_WORDS=()
  text=$line
  while [[ -n $text ]]; do
    if [[ $text =~ ^[[:space:]]+ ]]; then :
    elif [[ $text =~ ^[:=]+ || $text =~ ^[^:=[:space:]]+ ]]; then COMP_WORDS+=("\${BASH_REMATCH[0]}")
    fi
    text=\${text#"\${BASH_REMATCH[0]}"}
  done
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  _fobwatch
  # What is inserted is a word of the shell; eval reads it as the shell will.
  for word in "\${COMPREPLY[@]}"; do eval "printf '%s\\0' $word"; done
  printf '%s\\0' END
done < ./lines > ./out
`;

const fish = `
while read -l line
  for match in (complete -C "$line")
    printf '%s\\0' (string split -m 1 -- \\t $match)[1]
  end
  printf '%s\\0' END
end < ./lines > ./out
`;

/** An interactive zsh on a terminal: its line editor inserts all matches, and what it inserted is read. */
const zsh = (installed: boolean): string => `
fpath=($HOME/functions $fpath)
autoload -Uz compinit && compinit -u -D
${installed ? '' : 'source ./completions'}
PROMPT='' LISTMAX=0
insert-all() { _main_complete; compstate[insert]=all; compstate[list]= }
zle -C insert-all complete-word insert-all
ask() {
  local line word
  while IFS= read -r line; do
    BUFFER=$line CURSOR=\${#line}
    zle insert-all
    local typed=\${line##* }
    local before=\${line%"$typed"}
    if [[ $BUFFER != $line ]]; then
      for word in "\${(z)\${BUFFER#"$before"}}"; do print -rn -- "\${(Q)word}"$'\\0'; done
    fi
    print -rn -- END$'\\0'
  done < ./lines > ./out
  exit 0
}
zle -N zle-line-init ask
`;

/** Where a shell looks for completions by itself; bash finds none without a package of its own. */
const places = {
  bash: 'completions',
  zsh: 'functions/_fobwatch',
  fish: '.config/fish/completions/fobwatch.fish',
} as const satisfies Readonly<Record<CompletionShell, string>>;

const optionsIn = (folder: string) =>
  ({
    cwd: folder,
    env: {
      PATH: `${folder}:/usr/bin:/bin`,
      HOME: folder,
      ZDOTDIR: folder,
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
    },
    encoding: 'utf8',
    timeout: 60_000,
  }) as const;

const start = (
  shell: CompletionShell,
  folder: string,
  installed: boolean,
): ReturnType<typeof spawnSync> => {
  const options = optionsIn(folder);
  if (shell === 'bash') return spawnSync('bash', ['--norc', '--noprofile', '-c', bash], options);
  if (shell === 'fish')
    return installed
      ? spawnSync('fish', ['-c', fish], options)
      : spawnSync('fish', ['--no-config', '-c', `source ./completions\n${fish}`], options);
  writeFileSync(join(folder, '.zshrc'), zsh(installed));
  // The line editor needs a terminal, which script(1) makes.
  return spawnSync('script', ['-qec', 'zsh -i', '/dev/null'], { ...options, input: '' });
};

const furnish = (shell: CompletionShell, folder: string, installed: boolean): void => {
  writeFileSync(join(folder, 'fobwatch'), stub);
  chmodSync(join(folder, 'fobwatch'), 0o755);
  const script = join(folder, installed ? places[shell] : 'completions');
  mkdirSync(dirname(script), { recursive: true });
  writeFileSync(script, completionsFor(shell));
  writeFileSync(join(folder, 'names'), offeredNames.map((name) => `${name}\n`).join(''));
  writeFileSync(join(folder, 'ran'), '');
  for (const file of files) writeFileSync(join(folder, file), '');
};

/**
 * What a shell completes for each line, sorted; whole words, but bash's are without what stands before `:` or `=`.
 * `installed`: the script lies where the shell looks for it by itself, and is not sourced.
 */
export const completed = (
  shell: CompletionShell,
  lines: readonly string[],
  folder: string,
  installed = false,
): readonly (readonly string[])[] => {
  furnish(shell, folder, installed);
  writeFileSync(join(folder, 'lines'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(folder, 'out'), '');
  const run = start(shell, folder, installed);
  const said = `${String(run.stdout)}${String(run.stderr)}`;
  if (run.status !== 0) throw new Error(`${shell} ended with ${run.status}: ${said}`);
  const answers: string[][] = [[]];
  for (const word of readFileSync(join(folder, 'out'), 'utf8').split('\0').slice(0, -1)) {
    if (word === 'END') answers.push([]);
    else answers.at(-1)?.push(word.trim());
  }
  const whole = answers
    .slice(0, -1)
    .map((words) => [...new Set(words.filter((word) => word !== ''))].toSorted());
  if (whole.length !== lines.length) throw new Error(`${shell} answered too little: ${said}`);
  return whole;
};

/** What bash ran after a Tab and Return behind each line, typed on a terminal into its own line editor. */
export const ranByBash = (lines: readonly string[], folder: string): readonly string[] => {
  furnish('bash', folder, false);
  const typed = ['source ./completions', ...lines.map((line) => `${line}\t`), 'exit'];
  const run = spawnSync('script', ['-qec', 'bash --norc --noprofile -i', '/dev/null'], {
    ...optionsIn(folder),
    input: typed.map((line) => `${line}\n`).join(''),
  });
  if (run.status !== 0) throw new Error(`bash ended with ${run.status}: ${run.stdout}`);
  return readFileSync(join(folder, 'ran'), 'utf8').split('\n').slice(0, -1);
};
