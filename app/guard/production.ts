import { grantName, type GrantRef } from '../model.ts';
import type { AppState } from '../session/state.ts';
import type { Settings } from '../settings.ts';
import { decidingRule, parseRules, type Marked, type Rule } from './rules.ts';

type Known = Pick<AppState, 'roles' | 'identities' | 'made' | 'grants' | 'settings'>;

/** What follows from a part of the state alone, made once for it: a thousand roles are asked about again and again. */
const once = <K extends object, V>(make: (of: K) => V): ((of: K) => V) => {
  const made = new WeakMap<K, V>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
};

/** Rules that cannot be read were refused where they were written: here they are none. */
const rulesIn = once(({ productionRules }: Settings): readonly Rule[] => {
  const parsed = parseRules(productionRules);
  return parsed.ok ? parsed.value : [];
});

const aliasesIn = once((identities: AppState['identities']): ReadonlyMap<string, string> => {
  const aliases = new Map<string, string>();
  for (const { check } of identities.values())
    if (check.kind === 'known' && check.alias !== null) aliases.set(check.account, check.alias);
  return aliases;
});

/** Aliases of accounts, as far as AWS told them. */
export const aliasesOf = (state: Pick<AppState, 'identities'>): ReadonlyMap<string, string> =>
  aliasesIn(state.identities);

const accountIn = (arn: string | null): string | null =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1] ?? null;

/**
 * What the rules look at for a grant. One that was made directly is what it was made from: the role or the user, so
 * that another name is no way round a rule.
 */
export const markedOf = (state: Omit<Known, 'settings'>, ref: GrantRef): readonly Marked[] => {
  const name = grantName(ref);
  const aliases = aliasesOf(state);
  const of = (arn: string | null, account: string | null): Marked => ({
    name,
    alias: account === null ? null : (aliases.get(account) ?? null),
    account,
    arn,
  });
  if (ref.kind === 'role') {
    const role = state.roles.get(ref.profile);
    return [of(role?.roleArn ?? null, role?.account ?? null)];
  }
  if (ref.kind === 'session') {
    const check = state.identities.get(ref.identity)?.check;
    return check?.kind === 'known' ? [of(check.arn, check.account)] : [of(null, null)];
  }
  const how = state.made.get(ref.name)?.how;
  if (how === undefined) return [of(null, null)];
  switch (how.kind) {
    case 'assumed-role':
      return [of(null, null), ...markedOf(state, { kind: 'role', profile: how.profile })];
    case 'federated-user':
      return [of(null, null), ...markedOf(state, { kind: 'session', identity: how.identity })];
    case 'imported': {
      const arn = state.grants.get(`made:${ref.name}`)?.held?.arn ?? null;
      return [of(arn, accountIn(arn))];
    }
    default:
      return [of(how.roleArn, accountIn(how.roleArn))];
  }
};

/** The rule that makes a grant production; null: it is not. */
export const productionRule = (state: Known, ref: GrantRef): Rule | null => {
  const rules = rulesIn(state.settings);
  for (const about of markedOf(state, ref)) {
    const rule = decidingRule(rules, about);
    if (rule?.production === true) return rule;
  }
  return null;
};

export const isProduction = (state: Known, ref: GrantRef): boolean =>
  productionRule(state, ref) !== null;
