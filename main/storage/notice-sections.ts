import ini from 'ini';
import { duration } from '../../app/settings/decoders.ts';
import { encodeSetting, type SettingProblem } from '../../app/settings.ts';
import { LEAD_RANGE } from '../../app/session/attention.ts';
import type { Seconds } from '../../app/model.ts';
import { t } from '../../app/view/words/say.ts';
import { changeSettingsText, namedSections, removeSetting } from './settings-text.ts';

const SECTION = 'notice ';
const KEY = 'lead';

const lead = duration(...LEAD_RANGE);

/**
 * `[notice NAME]` with `lead = 30m`: how long ahead the end of one role, or of the session of one identity, is told.
 * Whatever is said there otherwise is a problem.
 */
export const readNoticeSections = (
  text: string,
): {
  readonly leads: ReadonlyMap<string, Seconds>;
  readonly problems: readonly SettingProblem[];
} => {
  const leads = new Map<string, Seconds>();
  const problems: SettingProblem[] = [];
  for (const { section, key, value, line } of namedSections(text, SECTION)) {
    const wrong = (rule: string): void => {
      problems.push({ kind: 'value', key: `${section}.${key}`, value, rule, line });
    };
    const decoded = lead(value);
    if (key !== KEY) wrong(t`lead and nothing else`);
    else if (decoded.ok) leads.set(section.slice(SECTION.length).trim(), decoded.value);
    else wrong(decoded.rule);
  }
  return { leads, problems };
};

/** Whether a name can stand in the head of a section as it is. */
export const canBeSection = (name: string): boolean => /^[^[\]\r\n;#"'\\]+$/.test(name);

/** Whether a section is about the notices of one role or identity. */
export const isNoticeSection = (section: string): boolean => section.startsWith(SECTION);

/** The leads of a file that may go into settings.ini: one of a name that a person has to escape there is a problem. */
export const readTakenLeads = (text: string): ReturnType<typeof readNoticeSections> => {
  const { leads, problems } = readNoticeSections(text);
  const odd = [...leads.keys()].filter((name) => !canBeSection(name));
  const rule = t`a name without brackets, quotes, backslashes, # and ;`;
  return {
    leads: new Map([...leads].filter(([name]) => canBeSection(name))),
    problems: [
      ...problems,
      ...odd.map(
        (value) => ({ kind: 'value', key: `[${SECTION}NAME]`, value, rule, line: null }) as const,
      ),
    ],
  };
};

/** Leads as sections of a file of settings. */
export const leadSections = (leads: ReadonlyMap<string, Seconds>): string =>
  [...leads]
    .map(
      ([name, seconds]) =>
        `\n[${ini.safe(`${SECTION}${name}`)}]\n${KEY} = ${encodeSetting(seconds)}\n`,
    )
    .join('');

/** The text with another lead of a name; null: as the settings say. */
export const changeLead = (text: string, name: string, seconds: Seconds | null): string =>
  seconds === null
    ? removeSetting(text, `${SECTION}${name}`, KEY)
    : changeSettingsText(text, `${SECTION}${name}`, KEY, encodeSetting(seconds));
