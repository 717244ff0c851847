import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completionsFor, type CompletionShell } from '../../app/command-line/completions.ts';

/**
 * Real shells asked what they would complete. Each sources the script of the product in a folder with a `fobwatch` that
 * only prints names, and the two files below; one start of a shell answers for all lines.
 */
export const offeredNames = ['ada', 'dev', 'prod-admin', 'role:both', 'session:both'];
const files = ['credentials.json', 'policy.json'];

const stub = `#!/bin/sh
# Prints names as the app does, and only where it is told that nothing is to be started.
test "$FOBWATCH_NO_START $*" = '1 list --names' || exit 9
printf '%s\\n' ${offeredNames.join(' ')}
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
  printf '%s\\0' "\${COMPREPLY[@]}" END
done < ./lines > ./out
`;

const fish = `
source ./completions
while read -l line
  for match in (complete -C "$line")
    printf '%s\\0' (string split -m 1 -- \\t $match)[1]
  end
  printf '%s\\0' END
end < ./lines > ./out
`;

/** An interactive zsh on a terminal: its line editor inserts all matches, and what it inserted is read. */
const zsh = `
autoload -Uz compinit && compinit -u -D
source ./completions
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

const start = (shell: CompletionShell, folder: string): ReturnType<typeof spawnSync> => {
  const env = {
    PATH: `${folder}:/usr/bin:/bin`,
    HOME: folder,
    ZDOTDIR: folder,
    TERM: 'xterm',
    LC_ALL: 'C.UTF-8',
  };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: 60_000 } as const;
  if (shell === 'bash') return spawnSync('bash', ['--norc', '--noprofile', '-c', bash], options);
  if (shell === 'fish') return spawnSync('fish', ['--no-config', '-c', fish], options);
  writeFileSync(join(folder, '.zshrc'), zsh);
  // The line editor needs a terminal, which script(1) makes.
  return spawnSync('script', ['-qec', 'zsh -i', '/dev/null'], { ...options, input: '' });
};

/** What a shell completes for each line, sorted; whole words, but bash's are without what stands before `:` or `=`. */
export const completed = (
  shell: CompletionShell,
  lines: readonly string[],
  folder: string,
): readonly (readonly string[])[] => {
  writeFileSync(join(folder, 'fobwatch'), stub);
  chmodSync(join(folder, 'fobwatch'), 0o755);
  writeFileSync(join(folder, 'completions'), completionsFor(shell));
  writeFileSync(join(folder, 'lines'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(folder, 'out'), '');
  for (const file of files) writeFileSync(join(folder, file), '');
  const run = start(shell, folder);
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
