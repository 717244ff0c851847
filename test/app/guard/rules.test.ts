import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits } from '../../../app/guard/fits.ts';
import {
  decidingRule,
  parseRules,
  rulesMarked,
  rulesText,
  standardRules,
  type Marked,
  type Rule,
} from '../../../app/guard/rules.ts';
import { decodeSetting } from '../../../app/settings.ts';

const rulesOf = (text: string): readonly Rule[] => {
  const parsed = parseRules(text);
  if (!parsed.ok) throw new Error(`bad rule ${parsed.failure.text}`);
  return parsed.value;
};

const admin: Marked = {
  name: 'billing-eu',
  alias: 'acme-shop',
  account: '444455556666',
  arn: 'arn:aws:iam::444455556666:role/path/Admin',
};

const isProduction = (rules: string, about: Partial<Marked> = {}): boolean =>
  decidingRule(rulesOf(rules), { ...admin, ...about })?.production ?? false;

describe('the rules that stand from the beginning', () => {
  it.each([
    ['prod', true],
    ['acme-prod-admin', true],
    ['prod1', true],
    ['PRD_ops', true],
    ['eu.production', true],
    ['live', true],
    ['live-live2', true],
    ['product', false],
    ['nonproduction', false],
    ['deliver', false],
    ['prods', false],
    ['dev', false],
    ['', false],
  ])('take %s for production: %s', (name, production) => {
    expect(isProduction(standardRules, { name })).toBe(production);
    expect(isProduction(standardRules, { alias: name })).toBe(production);
  });
});

describe('a rule', () => {
  it.each([
    ['billing', true],
    ['BILLING', true],
    ['bill', false],
    ['bill*', true],
    ['*-eu', true],
    ['*EU', true],
    ['*-us', false],
    ['acme-*', true],
    ['*', true],
    ['444455556666', true],
    ['4444*', true],
    ['*6666', true],
    ['444455556667', false],
    ['5555*', false],
    ['arn:aws:iam::444455556666:role/path/Admin', true],
    ['arn:aws:iam::*:role/*Admin', true],
    ['arn:aws:iam::444455556666:role/Admin', false],
    ['arn:aws:iam::*:role/*admin', false],
    ['arn:*', true],
  ])('%s fits the role: %s', (rule, production) => {
    expect(isProduction(rule)).toBe(production);
  });

  it.each([
    ['*', { alias: null }, true],
    ['shop', { alias: null }, false],
    ['4444*', { account: null }, false],
    ['arn:*', { arn: null }, false],
  ] as const)('%s of what is not known of it: %s', (rule, about, production) => {
    expect(isProduction(rule, about)).toBe(production);
  });

  it.each([
    ['billing, not billing-eu', false],
    ['not billing-eu, billing', true],
    ['4444*, not arn:aws:iam::444455556666:role/path/*', false],
    ['billing, NOT  *-us', true],
    ['not billing', false],
  ])('behind others decides: %s is production: %s', (rules, production) => {
    expect(isProduction(rules)).toBe(production);
  });

  it.each([
    ['arn:aws:iam::444:role/x', 'arn'],
    ['arn:aws', 'arn'],
    ['arn:aws:s3:::bucket', 'arn'],
    ['44445555666', 'account'],
    ['4444555566667', 'account'],
    ['1234567890123*', 'account'],
    ['prod\u202E', 'name'],
  ] as const)('%s is none, since it is a bad %s', (rule, cause) => {
    expect(parseRules(`prod, ${rule}`)).toEqual({ ok: false, failure: { text: rule, cause } });
  });

  it('that is bad is said by its own text, with what is wrong with it (ST13)', () => {
    const decoded = decodeSetting('productionRules', 'prod, 12345, live');
    expect(decoded).toEqual({
      ok: false,
      rule: expect.stringContaining('“12345” is no account number of twelve digits'),
    });
  });

  it('too many of them are refused', () => {
    const most = Array.from({ length: 500 }, (_, one) => `name-${one}`);
    expect(parseRules(most.join(',')).ok).toBe(true);
    expect(parseRules([...most, 'last'].join(','))).toEqual({
      ok: false,
      failure: { text: 'last', cause: 'too-many' },
    });
  });
});

describe('a star', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });

  it('fits what its regular expression fits', () => {
    fc.assert(
      fc.property(texts, texts, (text, pattern) => {
        const plain = text.replaceAll('*', 'c');
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(fits(plain, pattern)).toBe(expression.test(plain));
      }),
    );
  });

  it('ends, however many there are: trying every way for each would not', () => {
    expect(fits('a'.repeat(20_000), `${'*a'.repeat(100)}b`)).toBe(false);
  });
});

const anyRule = fc.constantFrom(
  'prod',
  'billing',
  'bill*',
  '4444*',
  '444455556666',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::444455556666:role/path/Admin',
  'not billing-eu',
  'not 4444*',
  'not arn:aws:iam::444455556666:role/path/Admin',
);

describe('what a person says of one role', () => {
  it('holds from then on, whatever the rules said before, and says nothing of another account', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), fc.boolean(), (rules, production) => {
        const before = rulesOf(rules.join(','));
        const after = rulesMarked(before, admin, production);
        expect(decidingRule(after, admin)?.production ?? false).toBe(production);
        expect(rulesOf(rulesText(after))).toEqual(after);
        const other = { ...admin, name: 'x', alias: null, account: '1', arn: 'arn:other' };
        expect(decidingRule(after, other)?.production).toBe(
          decidingRule(before, other)?.production,
        );
      }),
    );
  });

  it('and takes back, leaves the rules as they were', () => {
    const before = rulesOf(standardRules);
    const marked = rulesMarked(before, admin, true);
    expect(rulesText(marked)).toBe(`${standardRules}, ${admin.arn ?? ''}`);
    expect(rulesMarked(marked, admin, false)).toEqual(before);
  });

  it('is marked with a comma in its name, too, as IAM lets a role have', () => {
    const comma = { ...admin, arn: 'arn:aws:iam::444455556666:role/Admin,eu' };
    const marked = rulesMarked([], comma, true);
    expect(decidingRule(rulesOf(rulesText(marked)), comma)?.production).toBe(true);
    expect(rulesMarked(marked, comma, false)).toEqual([]);
  });

  it('goes by its name where it has no ARN', () => {
    const nameless = { ...admin, arn: null };
    expect(rulesText(rulesMarked([], nameless, true))).toBe('billing-eu');
  });
});
