import { z } from 'zod';
import { conditionHolds, knownOperator } from './conditions.ts';
import { covers, type Context } from './wildcard.ts';

const oneOrMany = <T extends z.ZodType>(item: T) => z.union([item, z.array(item)]);

const conditionSchema = z.record(
  z.string().refine(knownOperator, { message: 'unknown condition operator' }),
  z.record(z.string(), oneOrMany(z.union([z.string(), z.boolean(), z.number()]))),
);

const actions = oneOrMany(z.string().regex(/^(\*|[a-z0-9-]+:.+)$/i));

const shared = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: actions.optional(),
  NotAction: actions.optional(),
  Condition: conditionSchema.optional(),
};

type Ways = { readonly [name: string]: unknown };
const exactlyOne =
  (...names: readonly string[]) =>
  (statement: Ways): boolean =>
    names.filter((name) => statement[name] !== undefined).length === 1;

const identityStatement = z
  .strictObject({
    ...shared,
    Resource: oneOrMany(z.string()).optional(),
    NotResource: oneOrMany(z.string()).optional(),
  })
  .refine(exactlyOne('Action', 'NotAction'), { message: 'needs Action or NotAction' })
  .refine(exactlyOne('Resource', 'NotResource'), { message: 'needs Resource or NotResource' });

const principalSchema = z.union([
  z.literal('*'),
  z.strictObject({
    AWS: oneOrMany(z.string()).optional(),
    Service: oneOrMany(z.string()).optional(),
    Federated: oneOrMany(z.string()).optional(),
  }),
]);

const trustStatement = z
  .strictObject({ ...shared, Principal: principalSchema })
  .refine(exactlyOne('Action', 'NotAction'), { message: 'needs Action or NotAction' });

const version = z.enum(['2012-10-17', '2008-10-17']).optional();

/** A policy of a user, role or session: it has resources and names no principal. */
export const identityPolicySchema = z.strictObject({
  Version: version,
  Id: z.string().optional(),
  Statement: oneOrMany(identityStatement),
});

/** A role's trust policy: it names principals and has no resources. */
export const trustPolicySchema = z.strictObject({
  Version: version,
  Id: z.string().optional(),
  Statement: oneOrMany(trustStatement),
});

export type IdentityPolicy = z.infer<typeof identityPolicySchema>;
export type TrustPolicy = z.infer<typeof trustPolicySchema>;
type Statement = z.infer<typeof identityStatement> | z.infer<typeof trustStatement>;

/** What is to be decided: `sts:AssumeRole` on an ARN, with what the request carries. */
export type Wish = {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
};

/** `silent` is the implicit denial: no statement spoke. */
export type Verdict = 'allow' | 'deny' | 'silent';

/** A policy's text as sent; undefined when it is no JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One or many as many; nothing as none. */
export const list = <T>(value: T | readonly T[] | undefined): readonly T[] => {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
};

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

const speaksOfAction = (statement: Statement, wish: Wish): boolean => {
  const named = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) =>
      covers(pattern, wish.action, wish.context, { ignoreCase: true, variables: false }),
    );
  return statement.Action === undefined
    ? !named(list(statement.NotAction))
    : named(list(statement.Action));
};

const conditionsHold = (statement: Statement, wish: Wish, variables: boolean): boolean =>
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      conditionHolds(operator, key, list(expected).map(String), wish.context, { variables }),
    ),
  );

const knowsVariables = (policy: { readonly Version?: string | undefined }): boolean =>
  policy.Version === '2012-10-17';

export type IdentityStatement = z.infer<typeof identityStatement>;

const applies = (statement: IdentityStatement, wish: Wish, variables: boolean): boolean => {
  const named = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => covers(pattern, wish.resource, wish.context, { variables }));
  const onResource =
    statement.Resource === undefined
      ? !named(list(statement.NotResource))
      : named(list(statement.Resource));
  return (
    onResource && speaksOfAction(statement, wish) && conditionsHold(statement, wish, variables)
  );
};

/** The statements of policies that speak of a wish, allowing or denying it. */
export const statementsFor = (
  policies: readonly IdentityPolicy[],
  wish: Wish,
): readonly IdentityStatement[] =>
  policies.flatMap((policy) =>
    list(policy.Statement).filter((statement) => applies(statement, wish, knowsVariables(policy))),
  );

/** The verdict of identity policies (or of session policies) on a wish: a denial anywhere wins. */
export const judgeIdentity = (policies: readonly IdentityPolicy[], wish: Wish): Verdict => {
  const effects = statementsFor(policies, wish).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'silent';
};

/** The names by which a trust policy may mean a caller. */
export type PrincipalNames = {
  readonly accountId: string;
  /** The user's or role's own ARN. */
  readonly arn: string;
  /** The ARN of this session of a role. */
  readonly sessionArn?: string;
};

/**
 * How a trust policy means a caller. `account` only lets the account decide (its identity policies
 * must allow too); `named` is enough by itself within one account; `session` is not even narrowed
 * by the session policies.
 */
export type TrustGrade = 'account' | 'named' | 'session';

export type TrustVerdict =
  | { readonly kind: 'allow'; readonly grade: TrustGrade }
  | { readonly kind: 'deny' }
  | { readonly kind: 'silent' };

const GRADES = ['account', 'named', 'session'] as const;

const gradeOf = (principal: string, names: PrincipalNames): TrustGrade | undefined => {
  if (principal === '*') return 'named';
  if (principal === names.accountId) return 'account';
  const root = /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(principal);
  if (root !== null) return root[1] === names.accountId ? 'account' : undefined;
  if (principal === names.sessionArn) return 'session';
  return principal === names.arn ? 'named' : undefined;
};

const principalsOf = (statement: z.infer<typeof trustStatement>): readonly string[] =>
  statement.Principal === '*' ? ['*'] : list(statement.Principal.AWS);

const higher = (left: TrustGrade | undefined, right: TrustGrade): TrustGrade =>
  left !== undefined && GRADES.indexOf(left) > GRADES.indexOf(right) ? left : right;

const weigh = (
  policy: TrustPolicy,
  wish: Wish,
  gradesOf: (statement: z.infer<typeof trustStatement>) => readonly TrustGrade[],
): TrustVerdict => {
  let best: TrustGrade | undefined;
  const variables = knowsVariables(policy);
  for (const statement of list(policy.Statement)) {
    const grades = gradesOf(statement);
    if (grades.length === 0 || !speaksOfAction(statement, wish)) continue;
    if (!conditionsHold(statement, wish, variables)) continue;
    if (statement.Effect === 'Deny') return { kind: 'deny' };
    for (const grade of grades) best = higher(best, grade);
  }
  return best === undefined ? { kind: 'silent' } : { kind: 'allow', grade: best };
};

/** The verdict of a trust policy on a caller's wish, with the strongest way it names the caller. */
export const judgeTrust = (policy: TrustPolicy, names: PrincipalNames, wish: Wish): TrustVerdict =>
  weigh(policy, wish, (statement) =>
    principalsOf(statement).flatMap((principal) => gradeOf(principal, names) ?? []),
  );

/** The same for somebody an identity provider vouches for; `provider` is its ARN or name. */
export const judgeFederation = (policy: TrustPolicy, provider: string, wish: Wish): TrustVerdict =>
  weigh(policy, wish, ({ Principal }) =>
    Principal !== '*' && list(Principal.Federated).includes(provider) ? ['named'] : [],
  );
