import { grantId, grantName, type GrantRef, type Instant } from '../model.ts';
import { needsYouAt } from '../session/expiry.ts';
import { isValid, type AppState } from '../session/state.ts';
import { askView } from './ask-view.ts';
import type { TrayFigure, TrayItem, TrayView } from './tray.ts';
import { trayLabels, trayTooltip } from './words.ts';

/** Names in the menu before it gets unwieldy; the window has them all. */
const MENU_ROLES = 25;

/** Share of the life that is left until a person is needed, in eighths, rounded up: the ring is never empty early. */
const eighthsOf = (
  state: AppState,
  needs: Instant,
  now: Instant,
): 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 => {
  const cause = [...state.grants.values()].find(
    ({ held, wish }) => wish === 'wanted' && held?.expiresAt === needs,
  );
  const obtained = cause?.held?.obtainedAt ?? now;
  const share = (needs - now) / Math.max(1, needs - obtained);
  const eighths = ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((step) => share <= step / 8);
  return eighths ?? 8;
};

/** The icon's figure: a person's need first, then failures, then what is left. */
export const trayFigure = (state: AppState, now: Instant): TrayFigure => {
  const grants = [...state.grants.values()].filter(({ wish }) => wish === 'wanted');
  const needsCode = grants.some(
    ({ work, held }) => work.kind === 'needs-code' && !isValid(held, now),
  );
  if (needsCode) return { kind: 'needs-code' };
  const needs = needsYouAt(state, now);
  if (needs !== null && needs - now <= state.settings.noticeLead * 1000)
    return { kind: 'due-soon' };
  const active = grants.some(({ held }) => isValid(held, now));
  const failed = grants.some(
    ({ ref, work, held }) =>
      !isValid(held, now) &&
      ((work.kind === 'failed' && work.retryAt === null) || state.blocked.has(grantId(ref))),
  );
  // A role that was denied beside others that work is the row's business; alone it is the icon's.
  if (failed && !active) return { kind: 'failed' };
  if (!active) return state.vault.kind === 'unavailable' ? { kind: 'failed' } : { kind: 'none' };
  return { kind: 'active', eighths: needs === null ? 8 : eighthsOf(state, needs, now) };
};

/** Grants that can be handed out now, sessions first. */
const activeRefs = (state: AppState, now: Instant): readonly GrantRef[] =>
  [...state.grants.values()]
    .filter(({ held }) => isValid(held, now))
    .map(({ ref }) => ref)
    .toSorted((a, b) => Number(a.kind === 'role') - Number(b.kind === 'role'));

const perRole = (
  label: string,
  refs: readonly GrantRef[],
  command: (ref: GrantRef) => Extract<TrayItem, { kind: 'action' }>['command'],
): readonly TrayItem[] =>
  refs.length === 0
    ? []
    : [
        {
          kind: 'submenu',
          label,
          items: refs.slice(0, MENU_ROLES).map((ref) => ({
            kind: 'action',
            label: grantName(ref),
            command: command(ref),
            enabled: true,
          })),
        },
      ];

/** Figure, tooltip and menu. Many desktops deliver no click, so the menu alone reaches everything. */
export const trayView = (state: AppState, now: Instant): TrayView => {
  const needs = needsYouAt(state, now);
  const active = activeRefs(state, now);
  // Also what is only on its way, or fails again and again, can be stopped.
  const stoppable = [
    ...active,
    ...[...state.grants.values()]
      .filter(({ wish, held }) => wish === 'wanted' && !isValid(held, now))
      .map(({ ref }) => ref),
  ];
  const roles = active.filter(({ kind }) => kind === 'role');
  const waits = [...state.grants.values()].some(
    ({ work, held, wish }) =>
      wish === 'wanted' && work.kind === 'needs-code' && !isValid(held, now),
  );
  const tooltip = trayTooltip({
    active: roles.length === 0 ? active.length : roles.length,
    needsYouIn: waits ? 0 : needs === null ? null : needs - now,
  });
  const ask = askView(state, now, (at) => at);
  const canAsk =
    ask.kind !== 'none' || [...state.identities.values()].some(({ serial }) => serial !== null);
  const startable = [...state.roles.values()]
    .filter(({ profile, chain }) => {
      const grant = state.grants.get(grantId({ kind: 'role', profile }));
      return chain.kind !== 'broken' && !isValid(grant?.held ?? null, now);
    })
    .map(({ profile }): GrantRef => ({ kind: 'role', profile }));
  return {
    figure: trayFigure(state, now),
    tooltip,
    menu: [
      { kind: 'label', label: tooltip },
      { kind: 'separator' },
      { kind: 'action', label: trayLabels.open, command: { kind: 'show-popover' }, enabled: true },
      {
        kind: 'action',
        label: trayLabels.enterCode,
        command: { kind: 'ask-code', identity: null },
        enabled: canAsk,
      },
      ...perRole(trayLabels.copyExports, active, (target) => ({ kind: 'copy-exports', target })),
      ...perRole(trayLabels.start, startable, (target) => ({ kind: 'start', targets: [target] })),
      ...perRole(trayLabels.stop, stoppable, (target) => ({ kind: 'stop', targets: [target] })),
      {
        kind: 'action',
        label: trayLabels.stopAll,
        command: { kind: 'stop-all' },
        enabled: stoppable.length > 0,
      },
      { kind: 'separator' },
      {
        kind: 'action',
        label: trayLabels.addKey,
        command: { kind: 'open-key-form' },
        enabled: true,
      },
      {
        kind: 'action',
        label: trayLabels.settings,
        command: { kind: 'show-panel', panel: 'settings' },
        enabled: true,
      },
      { kind: 'separator' },
      { kind: 'action', label: trayLabels.quit, command: { kind: 'quit' }, enabled: true },
    ],
  };
};
