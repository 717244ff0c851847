import { assertNever, fail, ok, type Result } from '../result.ts';
import { commandNames, isCommandName } from './table.ts';
import type { WordRule } from './usage-failure.ts';
import type { PairInput, PolicyInput, Value } from './value.ts';

export type ReadWord = string | number | PairInput | PolicyInput;

const readNumber = (
  word: string,
  { min, max }: { readonly min: number; readonly max: number },
  unit: string,
): Result<number, WordRule> => {
  if (!/^\d+$/.test(word)) return fail({ kind: 'whole-number', unit });
  const number = Number(word);
  return number < min || number > max ? fail({ kind: 'range', min, max, unit }) : ok(number);
};

const readPolicy = (word: string): PolicyInput =>
  /^\s*\{/.test(word) ? { kind: 'json', text: word } : { kind: 'file', path: word };

/** The value of a pair may be empty and hold `=`; its key may not. */
const readPair = (word: string): Result<PairInput, WordRule> => {
  const at = word.indexOf('=');
  return at < 1
    ? fail({ kind: 'pair' })
    : ok({ key: word.slice(0, at), value: word.slice(at + 1) });
};

/** What one word says, by the kind of its place; else the rule it breaks (ST13). AWS's own rules are not asked here. */
export const readWord = (value: Value, word: string): Result<ReadWord, WordRule> => {
  if (word === '' && value.kind !== 'program') return fail({ kind: 'not-empty' });
  switch (value.kind) {
    case 'choice':
      return value.choices.includes(word)
        ? ok(word)
        : fail({ kind: 'choice', choices: value.choices });
    case 'command':
      return isCommandName(word) ? ok(word) : fail({ kind: 'choice', choices: commandNames });
    case 'seconds':
      return readNumber(word, value, 'seconds');
    case 'count':
      return readNumber(word, value, '');
    case 'pair':
      return readPair(word);
    case 'policy':
      return ok(readPolicy(word));
    case 'file':
    case 'grant':
    case 'role':
    case 'identity':
    case 'live':
    case 'program':
    case 'text':
      return ok(word);
    default:
      return assertNever(value);
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether something read is what its place in the request is declared to hold. */
export const isRead = (value: Value, read: unknown): boolean => {
  switch (value.kind) {
    case 'choice':
      return typeof read === 'string' && value.choices.includes(read);
    case 'command':
      return typeof read === 'string' && isCommandName(read);
    case 'seconds':
    case 'count':
      return typeof read === 'number';
    case 'pair':
      return isObject(read) && typeof read['key'] === 'string' && typeof read['value'] === 'string';
    case 'policy':
      return isObject(read) && (read['kind'] === 'json' || read['kind'] === 'file');
    case 'file':
    case 'grant':
    case 'role':
    case 'identity':
    case 'live':
    case 'program':
    case 'text':
      return typeof read === 'string';
    default:
      return assertNever(value);
  }
};
