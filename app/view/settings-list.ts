import { differs } from '../settings/changes.ts';
import { sections, type SettingPart } from '../settings/sections.ts';
import {
  encodeSetting,
  settingKeys,
  settingNames,
  type SettingName,
  type SettingProblem,
  type Settings,
} from '../settings.ts';

/** One setting as the settings view shows it. */
export type SettingRow = {
  readonly name: SettingName;
  readonly part: SettingPart;
  /** `section.key` of settings.ini. */
  readonly key: string;
  /** What is in force, as settings.ini writes it. */
  readonly value: string;
  /** Whether that is another value than the default. */
  readonly differs: boolean;
  /** What is wrong with what settings.ini says, or with what was typed last. */
  readonly problem: SettingProblem | null;
};

const keyOf = (name: SettingName): string =>
  `${settingKeys[name].section}.${settingKeys[name].key}`;

/** Which setting a problem is about; null: the file as a whole, or something that is no setting. */
export const settingOfProblem = (problem: SettingProblem): SettingName | null =>
  problem.kind === 'value'
    ? (settingNames.find((name) => keyOf(name) === problem.key) ?? null)
    : null;

/** Every setting in the order of settings.ini, each with the problem that is about it: the one typed last comes before. */
export const settingRows = (
  settings: Settings,
  problems: readonly SettingProblem[],
): readonly SettingRow[] => {
  const about = new Map(problems.map((problem) => [settingOfProblem(problem), problem]));
  return settingNames.map((name) => ({
    name,
    part: sections[settingKeys[name].section],
    key: keyOf(name),
    value: encodeSetting(settings[name]),
    differs: differs(settings, name),
    problem: about.get(name) ?? null,
  }));
};
