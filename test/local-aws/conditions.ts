import { arnCovers, covers, type Context, type MatchOptions } from './wildcard.ts';

type Compare = (
  expected: string,
  actual: string,
  context: Context,
  options: MatchOptions,
) => boolean;

type Operator = { readonly compare: Compare; readonly negated: boolean };

const numbers =
  (test: (actual: number, expected: number) => boolean): Compare =>
  (expected, actual) => {
    const left = Number(actual);
    const right = Number(expected);
    return actual !== '' && !Number.isNaN(left) && !Number.isNaN(right) && test(left, right);
  };

const dates =
  (test: (actual: number, expected: number) => boolean): Compare =>
  (expected, actual) => {
    const left = Date.parse(actual);
    const right = /^\d+$/.test(expected) ? Number(expected) * 1000 : Date.parse(expected);
    return !Number.isNaN(left) && !Number.isNaN(right) && test(left, right);
  };

const equal: Compare = (expected, actual, context, options) =>
  covers(expected, actual, context, { ...options, wildcards: false });

const equalIgnoringCase: Compare = (expected, actual, context, options) =>
  covers(expected, actual, context, { ...options, wildcards: false, ignoreCase: true });

const like: Compare = (expected, actual, context, options) =>
  covers(expected, actual, context, options);

const bool: Compare = (expected, actual) => expected.toLowerCase() === actual.toLowerCase();

const yes = (compare: Compare): Operator => ({ compare, negated: false });
const not = (compare: Compare): Operator => ({ compare, negated: true });

const eq = (left: number, right: number): boolean => left === right;
const lt = (left: number, right: number): boolean => left < right;
const le = (left: number, right: number): boolean => left <= right;
const gt = (left: number, right: number): boolean => left > right;
const ge = (left: number, right: number): boolean => left >= right;

/** The condition operators this server knows; a policy with another one is refused when read. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ['Bool', yes(bool)],
  ['StringEquals', yes(equal)],
  ['StringNotEquals', not(equal)],
  ['StringEqualsIgnoreCase', yes(equalIgnoringCase)],
  ['StringNotEqualsIgnoreCase', not(equalIgnoringCase)],
  ['StringLike', yes(like)],
  ['StringNotLike', not(like)],
  ['ArnEquals', yes(arnCovers)],
  ['ArnLike', yes(arnCovers)],
  ['ArnNotEquals', not(arnCovers)],
  ['ArnNotLike', not(arnCovers)],
  ['NumericEquals', yes(numbers(eq))],
  ['NumericNotEquals', not(numbers(eq))],
  ['NumericLessThan', yes(numbers(lt))],
  ['NumericLessThanEquals', yes(numbers(le))],
  ['NumericGreaterThan', yes(numbers(gt))],
  ['NumericGreaterThanEquals', yes(numbers(ge))],
  ['DateEquals', yes(dates(eq))],
  ['DateNotEquals', not(dates(eq))],
  ['DateLessThan', yes(dates(lt))],
  ['DateLessThanEquals', yes(dates(le))],
  ['DateGreaterThan', yes(dates(gt))],
  ['DateGreaterThanEquals', yes(dates(ge))],
]);

type ParsedName =
  | { readonly kind: 'null' }
  | {
      readonly kind: 'operator';
      readonly operator: Operator;
      readonly ifExists: boolean;
      readonly set: 'single' | 'any' | 'all';
    };

const parseName = (name: string): ParsedName | undefined => {
  if (name === 'Null') return { kind: 'null' };
  const match = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(name);
  const operator = operators.get(match?.[2] ?? '');
  if (match === null || operator === undefined) return undefined;
  const set = match[1] === undefined ? 'single' : match[1] === 'ForAnyValue' ? 'any' : 'all';
  return { kind: 'operator', operator, ifExists: match[3] !== undefined, set };
};

export const knownOperator = (name: string): boolean => parseName(name) !== undefined;

/**
 * One line of a condition block: does the key's value satisfy the operator for any expected text?
 * A missing key fails a plain operator, satisfies a negated one, and satisfies `…IfExists`.
 */
export const conditionHolds = (
  name: string,
  key: string,
  expected: readonly string[],
  context: Context,
  options: MatchOptions,
): boolean => {
  const parsed = parseName(name);
  if (parsed === undefined) return false;
  const actual = context.get(key.toLowerCase());
  if (parsed.kind === 'null') {
    return expected.some((text) => (text.toLowerCase() === 'true') === (actual === undefined));
  }
  const { operator, ifExists, set } = parsed;
  if (actual === undefined) {
    return ifExists || set === 'all' || (operator.negated && set === 'single');
  }
  const one = (value: string): boolean =>
    operator.negated !== expected.some((text) => operator.compare(text, value, context, options));
  return set === 'any' ? actual.some(one) : actual.every(one);
};
