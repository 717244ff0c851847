import type { Instant } from '../../model.ts';
import { plural, spoken, t } from './say.ts';
import { momentWords } from './time.ts';

/** What the tray says of everything at once. Instants by STS's time; `skew` is what this computer's clock lags, in ms. */
export type TrayFacts = {
  readonly active: number;
  /** When a person is needed: now, later, or null for never. */
  readonly needsYou: Instant | null;
  readonly now: Instant;
  readonly skew: number;
};

const MINUTE = 60_000;

/** What is left, to the minute: the tray changes once a minute, and seconds would stand still in it. */
const minutesWords = (ms: number): string => {
  const minutes = Math.ceil(ms / MINUTE);
  return minutes < 60
    ? t`${minutes} min`
    : t`${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
};

const activeWords = (active: number): string =>
  active === 0 ? t`Nothing active` : plural(active, { one: '# active', other: '# active' });

/** "3 active, needs you in 42 min". */
export const trayTooltip = ({ active, needsYou, now }: TrayFacts): string => {
  const words = activeWords(active);
  if (needsYou === null) return words;
  return needsYou <= now
    ? t`${words}, needs you now`
    : t`${words}, needs you in ${minutesWords(needsYou - now)}`;
};

/** The menu's first line, by the clock: "3 active, needs you at 14:32". */
export const trayStatus = ({ active, needsYou, now, skew }: TrayFacts): string => {
  const words = activeWords(active);
  if (needsYou === null) return words;
  return needsYou <= now
    ? t`${words}, needs you now`
    : t`${words}, needs you at ${momentWords(needsYou - skew, now - skew)}`;
};

/** Beside the icon: "42 min", "now", or nothing while nobody is needed. */
export const trayText = ({ needsYou, now }: TrayFacts): string => {
  if (needsYou === null) return '';
  return needsYou <= now ? t`now` : minutesWords(needsYou - now);
};

/** "Enter code for ada…". */
export const enterCodeFor = (identity: string): string => t`Enter code for ${identity}…`;

/** Labels of the tray's menu. */
export const trayLabels = spoken({
  open: 'Open Fobwatch',
  enterCode: 'Enter code…',
  favourites: 'Favourites',
  recents: 'Recent',
  identities: 'Identities',
  moreIdentities: 'More identities…',
  devicesAndKeys: 'Devices and keys…',
  copyExports: 'Copy exports',
  startAll: 'Start all',
  stopAll: 'Stop all',
  start: 'Start',
  stop: 'Stop',
  addKey: 'Add key…',
  settings: 'Settings',
  shortcuts: 'Keyboard shortcuts',
  quit: 'Quit Fobwatch',
} as const);
