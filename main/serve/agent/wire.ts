import { isAbsolute } from 'node:path';
import { reveal, secret } from '../../../app/secret.ts';
import { printable } from '../../../app/view/words/printable.ts';
import { notOnWindowsWords } from '../../../app/view/words/agent.ts';
import { endWord, type Call, type Reply } from './call.ts';

/**
 * What goes over the socket. The script sends fields that end with a NUL, which no argument can hold: facts as
 * `name=value`, an empty one, the arguments, and behind them whatever was piped in. It gets back three parts: standard
 * output, standard error, and what to do then, with a record separator between.
 */
export const SEPARATOR = '\u001E';

/** More than any command line holds; a file that is piped in may be a large assertion. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** What a question says of itself, as far as it is well formed. */
export type Facts = Omit<Call, 'gone' | 'by'> & {
  readonly pid: number | null;
  readonly parent: number | null;
};

const processId = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;

/** A call from the bytes of its request; null when they are none of the script's. */
export const decodeCall = (body: Buffer): Facts | null => {
  const facts = new Map<string, string>();
  let at = 0;
  const field = (): string | null => {
    const end = body.indexOf(0, at);
    if (end === -1) return null;
    const text = body.toString('utf8', at, end);
    at = end + 1;
    return text;
  };
  for (;;) {
    const text = field();
    if (text === null) return null;
    if (text === '') break;
    const equals = text.indexOf('=');
    if (equals < 1) return null;
    facts.set(text.slice(0, equals), text.slice(equals + 1));
  }
  const count = facts.get('argc') ?? '';
  if (!/^\d{1,5}$/.test(count)) return null;
  const argv: string[] = [];
  for (let left = Number(count); left > 0; left -= 1) {
    const text = field();
    if (text === null) return null;
    argv.push(text);
  }
  const cwd = facts.get('cwd') ?? '';
  if (!isAbsolute(cwd)) return null;
  return {
    argv,
    cwd,
    terminal: facts.get('terminal') === 'yes',
    code: facts.get('code') || null,
    asked: facts.get('asked') === 'yes',
    pid: processId(facts.get('pid')),
    parent: processId(facts.get('parent')),
    shell: facts.get('shell') || null,
    variables: (facts.get('variables') ?? '').split(' ').filter((one) => /^AWS_\w+$/.test(one)),
    input: facts.get('input') === 'yes' ? secret(body.toString('utf8', at)) : null,
  };
};

/**
 * An answer for the script; the one who asked is the one who reads it. The script takes it apart from its end, so only
 * the last two parts must be free of separators: a typed word that is told again may hold one.
 */
export const encodeReply = ({ out, err, end, line }: Reply): string => {
  const first = line === undefined ? '' : `${line}\n`;
  return [first + reveal(out), printable(err), endWord(end)].join(SEPARATOR);
};

/** A call from the form that curl makes of `word` and `cwd` on Windows; null when it is none. */
export const decodeForm = (body: Buffer): Facts | null => {
  const form = new URLSearchParams(body.toString('utf8'));
  const cwd = form.get('cwd') ?? '';
  if (!isAbsolute(cwd)) return null;
  return {
    argv: form.getAll('word'),
    cwd,
    terminal: false,
    code: null,
    asked: false,
    pid: null,
    parent: null,
    shell: null,
    variables: [],
    input: null,
  };
};

/**
 * An answer for curl alone: what goes to standard output as the body, what goes to standard error as one line of a
 * header, and a status that curl fails on where the command fails. What only the POSIX script can do is refused.
 */
export const encodeForCurl = ({
  out,
  err,
  end,
}: Reply): { readonly status: number; readonly says: string; readonly body: string } => {
  const done = end === 'done';
  const asked = end === 'exec' || end === 'hold' || end === 'ask';
  const said = asked ? `fobwatch: ${notOnWindowsWords()}` : err;
  return {
    status: done ? 200 : 422,
    // A header holds bytes: those of UTF-8, as curl passes them on, and no ends of lines.
    says: Buffer.from(said.trim().replaceAll(/\p{Cc}+/gu, ' ')).toString('latin1'),
    body: done ? reveal(out) : '',
  };
};
