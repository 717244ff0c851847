import type { Denial } from '../../credentials/denial.ts';
import { t } from './say.ts';

/** More than this of a name, in characters, is cut; the whole of it stands in AWS's own text. */
const LONG = 64;

const cut = (text: string): string =>
  text.length <= LONG ? text : `${text.slice(0, LONG - 1).trimEnd()}…`;

/** What an ARN is of, without partition, service, region and account: "role/ops". */
export const shortArn = (arn: string): string =>
  cut(/^arn:(?:[^:]*:){4}(.+)$/s.exec(arn)?.[1] ?? arn);

const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? t`an ${noun}` : `a ${noun}`);

/** "a permissions boundary (NoOps) denies it". */
export const denialWhy = ({
  explicit,
  policy,
  statement,
}: Pick<Denial, 'explicit' | 'policy' | 'statement'>): string => {
  const which = statement === null ? '' : ` (${cut(statement)})`;
  return explicit
    ? t`${article(policy ?? t`policy`)}${which} denies it`
    : t`no ${policy ?? t`policy`} allows it`;
};

/** "AWS denied sts:AssumeRole on role/ops to user/ada: an identity-based policy denies it, so ask …" (BO7). */
export const denialWords = (denial: Denial): string => {
  const { action, resource, principal } = denial;
  const on = resource === null || resource === '*' ? '' : t` on ${shortArn(resource)}`;
  const to = principal === null ? '' : t` to ${shortArn(principal)}`;
  return t`AWS denied ${cut(action)}${on}${to}: ${denialWhy(denial)}, so ask whoever manages it.`;
};
