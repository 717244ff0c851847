import type { Seconds } from '../model.ts';
import type { LeadChange, SettingChange } from '../session/settings-exchange.ts';
import { encodeSetting } from '../settings.ts';
import { settingKeys, settingNames, type SettingName, type Settings } from './table.ts';

/** Whether a setting is another than its default. */
export const differs = (settings: Settings, name: SettingName): boolean =>
  encodeSetting(settings[name]) !== encodeSetting(settingKeys[name].standard);

/** What these values, as settings.ini writes them, would change; in the order of settings.ini. */
export const changesTo = (
  settings: Settings,
  values: ReadonlyMap<SettingName, string>,
): readonly SettingChange[] =>
  settingNames.flatMap((name) => {
    const from = encodeSetting(settings[name]);
    const to = values.get(name) ?? from;
    return to === from ? [] : [{ name, from, to }];
  });

/** What these leads, by name of a role or identity, would change; in the order of the file that names them. */
export const leadChangesTo = (
  now: ReadonlyMap<string, Seconds>,
  leads: ReadonlyMap<string, Seconds>,
): readonly LeadChange[] =>
  [...leads].flatMap(([name, to]) => {
    const from = now.get(name) ?? null;
    return to === from ? [] : [{ name, from, to }];
  });
