import { fail, ok } from '../../app/result.ts';
import { malformedInput, validationError, type Outcome } from './errors.ts';

/** The fields of a Query request (`Action=…&RoleArn=…`), decoded. */
export type Params = ReadonlyMap<string, string>;

/** Reads a form body or a query string; a name given twice keeps its last value. */
export const parseForm = (text: string): Params => new Map(new URLSearchParams(text));

/** Numbered lists of the Query protocol: `PolicyArns.member.1.arn` gives one map for each number. */
export const listParam = (params: Params, name: string): readonly Params[] => {
  const items = new Map<number, Map<string, string>>();
  for (const [key, value] of params) {
    if (!key.startsWith(`${name}.member.`)) continue;
    const [index, ...rest] = key.slice(name.length + '.member.'.length).split('.');
    const number = Number(index);
    if (!Number.isInteger(number) || number < 1) continue;
    const item = items.get(number) ?? new Map<string, string>();
    item.set(rest.join('.'), value);
    items.set(number, item);
  }
  return [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);
};

/** One rule of the API model for one field. Lengths for texts, values for numbers. */
export type Rule = {
  readonly field: string;
  readonly kind: 'text' | 'number' | 'list';
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The pattern as AWS prints it; it holds for the whole text, with `\w` as ASCII. */
  readonly pattern?: string;
  /** Its value is not repeated in the refusal. */
  readonly secret?: boolean;
};

const memberName = (field: string): string => field.charAt(0).toLowerCase() + field.slice(1);

const rangeProblems = (
  size: number,
  noun: 'length' | 'value',
  { min, max }: Rule,
): readonly string[] => [
  ...(min !== undefined && size < min
    ? [`Member must have ${noun} greater than or equal to ${min}`]
    : []),
  ...(max !== undefined && size > max
    ? [`Member must have ${noun} less than or equal to ${max}`]
    : []),
];

const problemsOf = (rule: Rule, value: string): readonly string[] => [
  ...rangeProblems(
    rule.kind === 'number' ? Number(value) : value.length,
    rule.kind === 'number' ? 'value' : 'length',
    rule,
  ),
  ...(rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`).test(value)
    ? [`Member must satisfy regular expression pattern: ${rule.pattern}`]
    : []),
];

/**
 * Checks fields against their rules, all at once, and says it as AWS does: "2 validation errors
 * detected: Value '…' at '…' failed to satisfy constraint: …; Value …".
 */
export const checkParams = (params: Params, rules: readonly Rule[]): Outcome<undefined> => {
  const problems: string[] = [];
  for (const rule of rules) {
    const name = memberName(rule.field);
    const say = (shown: string, constraint: string): void => {
      const value = rule.secret === true ? '' : `${shown} `;
      problems.push(`Value ${value}at '${name}' failed to satisfy constraint: ${constraint}`);
    };
    if (rule.kind === 'list') {
      const items = listParam(params, rule.field);
      const shown = `'[${items.map((item) => [...item.values()].join('=')).join(', ')}]'`;
      for (const constraint of rangeProblems(items.length, 'length', rule)) say(shown, constraint);
      continue;
    }
    const value = params.get(rule.field);
    if (value === undefined) {
      if (rule.required === true) say('null', 'Member must not be null');
      continue;
    }
    if (rule.kind === 'number' && !/^-?\d{1,9}$/.test(value)) {
      return fail(malformedInput(`Invalid value for ${rule.field}: it must be an integer`));
    }
    for (const constraint of problemsOf(rule, value)) say(`'${value}'`, constraint);
  }
  if (problems.length === 0) return ok(undefined);
  const count =
    problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  return fail(validationError(`${count} detected: ${problems.join('; ')}`));
};

/** A number that the rules have accepted, or undefined when it was not sent. */
export const numberParam = (params: Params, field: string): number | undefined => {
  const value = params.get(field);
  return value === undefined ? undefined : Number(value);
};
