import { fail, ok, type Result } from '../result.ts';
import { fits } from './fits.ts';

/**
 * Which grants are production: a list of rules, of which the last that fits decides. Pure.
 *
 * | a rule                             | fits                                                                    |
 * |------------------------------------|-------------------------------------------------------------------------|
 * | `arn:aws:iam::*:role/Admin*`       | the ARN of the role, or of the user of a session; capitals count        |
 * | `111122223333`, `1111*`            | the account                                                             |
 * | `prod`                             | a name in which it stands as a word, such as `prod-eu`, not `product`   |
 * | `*-live`, `prod*`                  | the whole name                                                          |
 * | `not` before one of these          | the same, and says that it is not production                            |
 *
 * A name is a profile's, an identity's, or the alias of an account; capitals do not count in it. `*` stands for
 * anything, also for nothing.
 */
export type Rule = {
  /** As a person writes it, `not` included. */
  readonly text: string;
  readonly production: boolean;
  readonly by: 'arn' | 'account' | 'name';
  readonly pattern: string;
};

/** What the rules look at. */
export type Marked = {
  /** The profile's name, or the identity's. */
  readonly name: string;
  readonly alias: string | null;
  readonly account: string | null;
  readonly arn: string | null;
};

/** Names that people give to production. */
export const standardRules = 'prod, prd, production, live';

/** More than anybody keeps in one's head, and few enough to look at for each of a thousand roles. */
const MOST_RULES = 500;

/** A rule that is none: its text, and what is wrong with it, as "… is …" goes on. */
export type BadRule = {
  readonly text: string;
  readonly cause: 'arn' | 'account' | 'name' | 'too-many';
};

/** Partition, service, region, account and resource; with a `*` somewhere parts may be missing. */
const isArn = (pattern: string): boolean =>
  /^arn:[^\s,]+$/.test(pattern) &&
  (pattern.includes('*') || /^arn:[^:]+:(iam|sts)::(\d{12})?:.+$/.test(pattern));

const isAccount = (pattern: string): boolean =>
  pattern.includes('*') ? pattern.replaceAll('*', '').length <= 12 : pattern.length === 12;

const NOT = /^not\s+/i;

const ruleOf = (text: string): Result<Rule, BadRule> => {
  const pattern = text.replace(NOT, '');
  const production = pattern === text;
  const rule = (by: Rule['by']): Result<Rule, BadRule> => ok({ text, production, by, pattern });
  if (/^arn:/i.test(pattern)) return isArn(pattern) ? rule('arn') : fail({ text, cause: 'arn' });
  if (/^[\d*]*\d[\d*]*$/.test(pattern))
    return isAccount(pattern) ? rule('account') : fail({ text, cause: 'account' });
  return /[\p{C}!]/u.test(pattern) ? fail({ text, cause: 'name' }) : rule('name');
};

/** The rules of a text, separated by commas; nothing between two commas is no rule. */
export const parseRules = (text: string): Result<readonly Rule[], BadRule> => {
  const texts = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (texts.length > MOST_RULES) return fail({ text: texts[MOST_RULES] ?? '', cause: 'too-many' });
  const rules: Rule[] = [];
  for (const one of texts) {
    const rule = ruleOf(one);
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return ok(rules);
};

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[a-z]/.test(character);

/** Whether a word stands in a name, with no letter before or behind it. Both in small letters. */
const standsIn = (name: string, word: string): boolean => {
  for (let at = name.indexOf(word); at !== -1; at = name.indexOf(word, at + 1))
    if (!isLetter(name[at - 1]) && !isLetter(name[at + word.length])) return true;
  return false;
};

const fitsName = (name: string, pattern: string): boolean => {
  const [small, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  return wanted.includes('*') ? fits(small, wanted) : standsIn(small, wanted);
};

const isAbout = (rule: Rule, { name, alias, account, arn }: Marked): boolean => {
  switch (rule.by) {
    case 'arn':
      return arn !== null && fits(arn, rule.pattern);
    case 'account':
      return account !== null && fits(account, rule.pattern);
    case 'name':
      return fitsName(name, rule.pattern) || (alias !== null && fitsName(alias, rule.pattern));
  }
};

/** The rule that decides; null: none is about it, so that it is not production. */
export const decidingRule = (rules: readonly Rule[], about: Marked): Rule | null =>
  rules.findLast((rule) => isAbout(rule, about)) ?? null;

/**
 * The rules after a person said of one thing that it is, or is not, production: what was said of it by itself before
 * goes, and a rule of its own comes last where the others say otherwise. By its ARN where it has one, else by its name.
 */
export const rulesMarked = (
  rules: readonly Rule[],
  about: Marked,
  production: boolean,
): readonly Rule[] => {
  // A comma, which names in IAM may have, would end the rule.
  const own = (about.arn ?? about.name).replaceAll(',', '*');
  const others = rules.filter(({ pattern }) => pattern !== own);
  if ((decidingRule(others, about)?.production ?? false) === production) return others;
  const made = ruleOf(production ? own : `not ${own}`);
  return made.ok ? [...others, made.value] : others;
};

/** The rules as a text that `parseRules` reads. */
export const rulesText = (rules: readonly Rule[]): string =>
  rules.map(({ text }) => text).join(', ');
