import { assertNever } from '../../result.ts';
import type { MadeRow, Who } from '../window.ts';
import { shortLifeNote } from './row.ts';
import { spoken, t } from './say.ts';

export const madeLabels = spoken({
  heading: 'Other grants',
  from: 'From',
  forget: 'Forget',
} as const);

/** How a grant came about, in a few words. */
export const howWords = (how: MadeRow['how']): string => {
  switch (how) {
    case 'assumed-role':
      return t`role with arguments of its own`;
    case 'saml':
      return t`role by SAML`;
    case 'web-identity':
      return t`role by web identity`;
    case 'federated-user':
      return t`federated user`;
    case 'imported':
      return t`from a file`;
    default:
      return assertNever(how);
  }
};

/** "federated user, not renewed": what stands under the name of a grant made directly. */
export const madeNote = (row: Pick<MadeRow, 'how' | 'remade' | 'life'>): string => {
  const short = shortLifeNote(row.life);
  const how = row.remade ? howWords(row.how) : t`${howWords(row.how)}, not renewed`;
  return short === null ? how : `${short} · ${how}`;
};

const whoLabels = spoken({
  arn: 'ARN',
  id: 'Id',
  sourceIdentity: 'Source identity',
  subject: 'Subject',
  subjectType: 'Subject type',
  nameQualifier: 'Name qualifier',
  audience: 'Audience',
  provider: 'Provider',
} as const satisfies Record<Exclude<keyof Who, 'packedPolicySize'>, string>);

const whoOrder = [
  'arn',
  'id',
  'sourceIdentity',
  'subject',
  'subjectType',
  'nameQualifier',
  'audience',
  'provider',
] as const satisfies readonly (keyof typeof whoLabels)[];

/** Whose credentials are, as label and text; what STS did not say is left out (BO10). */
export const whoFacts = (
  who: Who | null,
): readonly { readonly label: string; readonly text: string }[] => {
  if (who === null) return [];
  const facts = whoOrder.flatMap((key) => {
    const text = who[key];
    return text === null ? [] : [{ label: whoLabels[key], text }];
  });
  return who.packedPolicySize === null
    ? facts
    : [...facts, { label: t`Policy size`, text: t`${who.packedPolicySize} % of what AWS takes` }];
};
