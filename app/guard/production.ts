import { grantId, grantName, type GrantId, type GrantRef } from '../model.ts';
import { accountPlace } from '../session/account-aliases.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';
import { once } from '../once.ts';
import type { AppState } from '../session/state.ts';
import type { Settings } from '../settings.ts';
import { decidingRule, parseRules, type Marked, type Rule } from './rules.ts';

type Known = Pick<
  AppState,
  'roles' | 'identities' | 'keyOwners' | 'accountAliases' | 'made' | 'grants' | 'settings'
>;

/** Rules that cannot be read were refused where they were written: here they are none. */
const rulesIn = once(({ productionRules }: Settings): readonly Rule[] => {
  const parsed = parseRules(productionRules);
  return parsed.ok ? parsed.value : [];
});

const ownersAliases = once((owners: AppState['keyOwners']): ReadonlyMap<string, string> => {
  const aliases = new Map<string, string>();
  for (const { account, alias } of owners.values()) if (alias !== null) aliases.set(account, alias);
  return aliases;
});

/**
 * The alias of an account at an IAM endpoint (null: AWS's own), as far as AWS told it; null: none is known. What roles in
 * it are told is asked each day, where a key is looked at once: newer.
 */
export const aliasAt = (
  { keyOwners, accountAliases }: Pick<AppState, 'keyOwners' | 'accountAliases'>,
  account: string,
  iam: string | null,
): string | null => {
  const told = accountAliases.get(accountPlace({ account, iam }));
  return told === undefined ? (ownersAliases(keyOwners).get(account) ?? null) : told.alias;
};

/** All that an account is called wherever it was asked. */
const aliasesEverywhere = (
  state: Pick<AppState, 'keyOwners' | 'accountAliases'>,
  account: string,
) =>
  [...state.accountAliases.values()]
    .filter((told) => told.account === account && told.alias !== null)
    .map(({ alias }) => alias);

const accountIn = (arn: string | null): string | null =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1] ?? null;

/** What credentials were obtained for, in the words of `standsFor`: their role's ARN, or the id of their key. */
const obtainedFor = (state: Pick<Known, 'grants'>, ref: GrantRef): string | null =>
  state.grants.get(grantId(ref))?.held?.madeFor.split(' ')[0] ?? null;

/**
 * What the rules look at for a grant. What is held of a profile that has gone from the files is still what it was. One that was made directly is what it was made from: the role or the user, so
 * that another name is no way round a rule.
 */
export const markedOf = (state: Omit<Known, 'settings'>, ref: GrantRef): readonly Marked[] => {
  const name = grantName(ref);
  const endpoints = endpointsOfGrant(state, ref);
  const aliases = (account: string | null): readonly (string | null)[] => {
    if (account === null) return [null];
    if (endpoints !== null) return [aliasAt(state, account, endpoints.iam)];
    // Of what has gone from the files nobody knows any more which server it is of.
    return [aliasAt(state, account, null), ...aliasesEverywhere(state, account)];
  };
  const of = (arn: string | null, account: string | null): readonly Marked[] =>
    aliases(account).map((alias) => ({ name, alias, account, arn }));
  const ofArn = (arn: string | null): readonly Marked[] => of(arn, accountIn(arn));
  const ofKey = (id: string | null): readonly Marked[] => {
    const owner = state.keyOwners.get(id ?? '');
    return of(owner?.arn ?? null, owner?.account ?? null);
  };
  if (ref.kind === 'role') {
    const role = state.roles.get(ref.profile);
    return role === undefined ? ofArn(obtainedFor(state, ref)) : of(role.roleArn, role.account);
  }
  if (ref.kind === 'session')
    return ofKey(state.identities.get(ref.identity)?.accessKeyId ?? obtainedFor(state, ref));
  const how = state.made.get(ref.name)?.how;
  if (how === undefined) return of(null, null);
  switch (how.kind) {
    case 'assumed-role':
      return [
        ...of(null, null),
        ...(state.roles.has(how.profile)
          ? markedOf(state, { kind: 'role', profile: how.profile })
          : ofArn(obtainedFor(state, ref))),
      ];
    case 'federated-user':
      return [
        ...of(null, null),
        ...(state.identities.has(how.identity)
          ? markedOf(state, { kind: 'session', identity: how.identity })
          : ofKey(obtainedFor(state, ref))),
      ];
    case 'imported': {
      const arn = state.grants.get(`made:${ref.name}`)?.held?.arn ?? null;
      return ofArn(arn);
    }
    default:
      return ofArn(how.roleArn);
  }
};

/**
 * Where a grant is at home: the account of the role or the user that it stands for, else of whose its credentials are
 * as AWS said with them; and what AWS calls that account.
 */
export const homeOf = (
  state: Omit<Known, 'settings'>,
  ref: GrantRef,
): { readonly account: string | null; readonly alias: string | null } => {
  const about = markedOf(state, ref);
  const told = about.find(({ account }) => account !== null);
  if (told !== undefined)
    return {
      account: told.account,
      alias: about.find(({ alias }) => alias !== null)?.alias ?? null,
    };
  const account = accountIn(state.grants.get(grantId(ref))?.held?.arn ?? null);
  return { account, alias: account === null ? null : aliasAt(state, account, null) };
};

/** What was asked of a state, by grant: each picture asks several times of each role. */
const answersIn = once<Known, Map<GrantId, Rule | null>>(() => new Map());

const ruleAmong = (rules: readonly Rule[], about: readonly Marked[]): Rule | null => {
  for (const one of about) {
    const rule = decidingRule(rules, one);
    if (rule?.production === true) return rule;
  }
  return null;
};

/** The rule that makes a grant production; null: it is not. */
export const productionRule = (state: Known, ref: GrantRef): Rule | null => {
  const answers = answersIn(state);
  const id = grantId(ref);
  const known = answers.get(id);
  if (known !== undefined) return known;
  const rule = ruleAmong(rulesIn(state.settings), markedOf(state, ref));
  answers.set(id, rule);
  return rule;
};

/**
 * Whether a grant made directly is production since the role or the user that it stands for is: a mark of its own
 * changes nothing about that.
 */
export const inheritsProduction = (state: Known, ref: GrantRef): boolean => {
  const how = ref.kind === 'made' ? state.made.get(ref.name)?.how : undefined;
  if (how?.kind !== 'assumed-role' && how?.kind !== 'federated-user') return false;
  const rules = rulesIn(state.settings);
  // The first is its own name.
  const [, ...origins] = markedOf(state, ref);
  return origins.some((about) => decidingRule(rules, about)?.production === true);
};

export const isProduction = (state: Known, ref: GrantRef): boolean =>
  productionRule(state, ref) !== null;
