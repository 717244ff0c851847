import type { FieldFault, FieldRule, ProfileField } from '../../profiles/check-profile.ts';
import { and } from './list.ts';
import { ruleWords } from './profile.ts';
import { spoken, t } from './say.ts';

/** What is missing where nothing is given. */
const missing: Readonly<Partial<Record<ProfileField, string>>> = spoken({
  name: 'give the profile a name',
  role_arn: 'name the role by its ARN',
  source_profile: 'say where its first credentials come from',
});

const fieldRuleWords = (field: ProfileField, rule: FieldRule): string => {
  switch (rule.kind) {
    case 'required':
      return missing[field] ?? t`${field} is missing`;
    case 'profile-name':
      return t`${field} may hold only A-Z a-z 0-9 _ . / @ % : + - and be no name that AWS’s tools keep for themselves`;
    case 'taken':
      return t`there is a profile of that name already`;
    case 'credential-source':
      return t`credential_source must be Environment, EcsContainer or Ec2InstanceMetadata`;
    case 'one-source':
      return t`only one of ${and(rule.keys)} can hold`;
    case 'no-such-profile':
      return t`there is no profile or identity ${rule.name}`;
    case 'loop':
      return rule.profiles.length < 2
        ? t`it would name itself as its source, and holds no key`
        : t`this leads round in a circle: ${and(rule.profiles)} would name each other; one of them needs a key`;
    case 'region':
      return rule.meant === null
        ? t`no partition of AWS has a region of that name`
        : t`no region has that name; was ${rule.meant} meant`;
    case 'region-elsewhere':
      return t`the role is in ${rule.partition}, and that region is not`;
    case 'fido':
      return t`STS takes no codes of security keys; name a device that shows codes`;
    case 'one-line':
      return t`${field} must fit into one line, without a # or ; behind white space`;
    case 'overruled':
      return t`the credentials file says ${field} of this profile, and wins; change it there`;
    default:
      return ruleWords(field, rule);
  }
};

const sentence = (text: string): string =>
  text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Under a field: "There is a profile of that name already." A key keeps its spelling. */
export const fieldFaultWords = ({ field, rule }: FieldFault): string => {
  const words = fieldRuleWords(field, rule);
  return `${words.startsWith(field) && field !== 'name' ? words : sentence(words)}.`;
};

/** The same for those who see no field: "dev: there is a profile of that name already." */
export const profileFieldWords = (fault: FieldFault): string =>
  `${fault.profile === '' ? t`The profile` : fault.profile}: ${fieldRuleWords(fault.field, fault.rule)}.`;
