import { leftWords } from './time.ts';
import { spoken, t } from './say.ts';

/** The tray's tooltip and first menu line: "3 active, needs you in 42 min". `needsYouIn` is in ms. */
export const trayTooltip = (facts: {
  readonly active: number;
  readonly needsYouIn: number | null;
}): string => {
  const active = facts.active === 0 ? t`Nothing active` : t`${facts.active} active`;
  if (facts.needsYouIn === null) return active;
  if (facts.needsYouIn <= 0) return t`${active}, needs you now`;
  return t`${active}, needs you in ${leftWords(facts.needsYouIn)}`;
};

/** Labels of the tray's menu. */
export const trayLabels = spoken({
  open: 'Open Fobwatch',
  enterCode: 'Enter code…',
  copyExports: 'Copy exports',
  startAll: 'Start all',
  stopAll: 'Stop all',
  start: 'Start',
  stop: 'Stop',
  addKey: 'Add key…',
  settings: 'Settings',
  quit: 'Quit Fobwatch',
} as const);
