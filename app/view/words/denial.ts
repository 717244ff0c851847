import type { Denial, PolicyKind } from '../../credentials/denial.ts';
import { spoken, t } from './say.ts';

/** More than this of a name, in characters, is cut; the whole of it stands in AWS's own text. */
const LONG = 64;

const cut = (text: string): string =>
  text.length <= LONG ? text : `${text.slice(0, LONG - 1).trimEnd()}…`;

/** What an ARN is of, without partition, service, region and account: "role/ops". */
export const shortArn = (arn: string): string =>
  cut(/^arn:(?:[^:]*:){4}(.+)$/s.exec(arn)?.[1] ?? arn);

const denying = spoken({
  'identity-based policy': 'an identity-based policy',
  'resource-based policy': 'a resource-based policy',
  'session policy': 'a session policy',
  'permissions boundary': 'a permissions boundary',
  'service control policy': 'a service control policy',
  'resource control policy': 'a resource control policy',
  'VPC endpoint policy': 'a VPC endpoint policy',
  'role trust policy': 'a role trust policy',
  unsaid: 'a policy',
} as const satisfies Record<PolicyKind | 'unsaid', string>);

const missing = spoken({
  'identity-based policy': 'no identity-based policy allows it',
  'resource-based policy': 'no resource-based policy allows it',
  'session policy': 'no session policy allows it',
  'permissions boundary': 'no permissions boundary allows it',
  'service control policy': 'no service control policy allows it',
  'resource control policy': 'no resource control policy allows it',
  'VPC endpoint policy': 'no VPC endpoint policy allows it',
  'role trust policy': 'no role trust policy allows it',
  unsaid: 'no policy allows it',
} as const satisfies Record<PolicyKind | 'unsaid', string>);

/** "a permissions boundary (NoOps) denies it". */
export const denialWhy = ({
  explicit,
  policy,
  statement,
}: Pick<Denial, 'explicit' | 'policy' | 'statement'>): string => {
  const which = statement === null ? '' : ` (${cut(statement)})`;
  return explicit
    ? t`${denying[policy ?? 'unsaid']}${which} denies it`
    : missing[policy ?? 'unsaid'];
};

/** "AWS denied sts:AssumeRole on role/ops to user/ada: an identity-based policy denies it, so ask …" (BO7). */
export const denialWords = (denial: Denial): string => {
  const { action, resource, principal } = denial;
  const on = resource === null || resource === '*' ? '' : t` on ${shortArn(resource)}`;
  const to = principal === null ? '' : t` to ${shortArn(principal)}`;
  return t`AWS denied ${cut(action)}${on}${to}: ${denialWhy(denial)}, so ask whoever manages it.`;
};
