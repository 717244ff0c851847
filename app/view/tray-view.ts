import { grantId, type Held, type Instant } from '../model.ts';
import { soonFrom } from '../session/expiry.ts';
import { isLocked } from '../session/lock.ts';
import { isValid, type AppState } from '../session/state.ts';
import { lockedTray } from './lock-tray.ts';
import { neededFrom, needsYouOf, type NeedsYou } from './needs-you.ts';
import { trayMenu } from './tray-menu.ts';
import type { TrayFigure, TrayView } from './tray.ts';
import { trayStatus, trayText, trayTooltip } from './words.ts';

/** Share of the life that is left until a person is needed, in eighths, rounded up: the ring is never empty early. */
const eighthsOf = (
  { obtainedAt, expiresAt }: Held,
  now: Instant,
): 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 => {
  const share = (expiresAt - now) / Math.max(1, expiresAt - obtainedAt);
  const eighths = ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((step) => share <= step / 8);
  return eighths ?? 8;
};

/** The icon's figure: a person's need first, then failures, then what is left. */
export const trayFigure = (
  state: AppState,
  now: Instant,
  needsYou: NeedsYou = needsYouOf(state, now),
): TrayFigure => {
  if (needsYou.kind === 'now') return { kind: 'needs-code' };
  const grants = [...state.grants.values()].filter(({ wish }) => wish === 'wanted');
  const ending = needsYou.kind === 'at' ? needsYou.ending : [];
  if (ending.some((grant) => soonFrom(state, grant) <= now)) return { kind: 'due-soon' };
  const active = grants.some(({ held }) => isValid(held, now));
  const failed = grants.some(
    ({ ref, work, held }) =>
      !isValid(held, now) &&
      ((work.kind === 'failed' && work.retryAt === null) || state.blocked.has(grantId(ref))),
  );
  // A role that was denied beside others that work is the row's business; alone it is the icon's.
  if (failed && !active) return { kind: 'failed' };
  if (!active) return state.vault.kind === 'unavailable' ? { kind: 'failed' } : { kind: 'none' };
  const [first] = ending;
  return { kind: 'active', eighths: first === undefined ? 8 : eighthsOf(first.held, now) };
};

/** Figure, tooltip, text and menu. The menu's words hold no countdown: it would be set anew each minute, and close. */
export const trayView = (state: AppState, now: Instant): TrayView => {
  if (isLocked(state)) return lockedTray();
  const needsYou = needsYouOf(state, now);
  const active = [...state.grants.values()].filter(({ held }) => isValid(held, now));
  const roles = active.filter(({ ref }) => ref.kind === 'role');
  const facts = {
    active: roles.length === 0 ? active.length : roles.length,
    needsYou: neededFrom(needsYou, now),
    now,
    skew: state.skew,
  };
  return {
    figure: trayFigure(state, now, needsYou),
    tooltip: trayTooltip(facts),
    text: state.settings.trayText === 'left' ? trayText(facts) : '',
    menu: trayMenu(state, now, trayStatus(facts)),
  };
};
