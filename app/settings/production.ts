import { parseRules, rulesText, standardRules, type BadRule } from '../guard/rules.ts';
import { assertNever } from '../result.ts';
import { t } from '../view/words/say.ts';
import { duration, type Decoded } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('production');

const flawOf = ({ text, cause }: BadRule): string => {
  switch (cause) {
    case 'arn':
      return t`“${text}” is no ARN of a role or user, such as arn:aws:iam::111122223333:role/admin`;
    case 'account':
      return t`“${text}” is no account number of twelve digits`;
    case 'name':
      return t`“${text}” is no name`;
    case 'too-many':
      return t`“${text}” is one too many`;
    default:
      return assertNever(cause);
  }
};

const rules = (text: string): Decoded<string> => {
  const parsed = parseRules(text);
  if (parsed.ok) return { ok: true, value: rulesText(parsed.value) };
  return {
    ok: false,
    rule: t`names, account numbers and ARNs by commas, with * for anything and not before what is none: ${flawOf(parsed.failure)}`,
  };
};

export const productionSettings = {
  /** Which grants are production (guard/rules.ts): what leaves of them is confirmed by a person. */
  productionRules: setting({
    key: 'rules',
    says: 'names, account numbers and role ARNs that are production, by commas, with * for anything; behind “not” what is not production; the last that fits decides',
    standard: standardRules,
    decode: rules,
  }),
  /**
   * Wanted life of a production role without duration_seconds, 900..43200 s; never more than of others. 45 min are the
   * shortest that are always handed out with 15 min left, renewed as they are when a third is left: botocore fetches
   * again below that.
   */
  productionLife: setting({
    key: 'life',
    says: 'wanted life of a production role that names no duration_seconds, 15m to 12h; never longer than that of others',
    standard: 2700,
    decode: duration(900, 43200),
  }),
  /** How long what was copied of production stays in the clipboard; never longer than other exports. */
  productionClipboard: setting({
    key: 'clear_after',
    says: 'how long copied exports of production stay in the clipboard; never longer than those of others',
    standard: 30,
    decode: duration(1, 3600),
  }),
};
