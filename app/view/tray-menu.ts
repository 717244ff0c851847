import type { Command } from '../contract.ts';
import { isProduction } from '../guard/production.ts';
import { grantId, grantName, type GrantRef, type Identity, type Instant } from '../model.ts';
import { favouritesOf, recentsOf } from '../session/marks.ts';
import { isValid, type AppState } from '../session/state.ts';
import { askView, waitsForPerson } from './ask-view.ts';
import { noConsoleOf } from './grant-view.ts';
import type { TrayItem } from './tray.ts';
import { lockLabels } from './words/lock.ts';
import { consoleLabels, enterCodeFor, productionName, trayLabels, updateItem } from './words.ts';

/** So many of each are in the menu, whatever there is: the window has them all. */
export const MENU_LIMITS = {
  waiting: 5,
  favourites: 8,
  recents: 5,
  identities: 5,
  /** In each submenu of roles. */
  roles: 25,
} as const;

const SEPARATOR: TrayItem = { kind: 'separator' };

const action = (label: string, command: Command, enabled = true): TrayItem => ({
  kind: 'action',
  label,
  command,
  enabled,
});

/** Separators between groups that have something in them. */
const grouped = (groups: readonly (readonly TrayItem[])[]): readonly TrayItem[] =>
  groups
    .filter((group) => group.length > 0)
    .flatMap((group, at) => (at === 0 ? group : [SEPARATOR, ...group]));

/** A version that is out, as long as it is not in. */
const updateItems = (state: AppState): readonly TrayItem[] => {
  const { check } = state.updates;
  if (check.kind === 'ready')
    return [action(updateItem(check.version), { kind: 'restart-to-update' })];
  return check.kind === 'available'
    ? [action(updateItem(check.version), { kind: 'open-release-page' })]
    : [];
};

/** What can be had now, what can be stopped, and what can be started: each with what a person likes first. */
type Sorted = {
  readonly active: readonly GrantRef[];
  readonly stoppable: readonly GrantRef[];
  readonly startable: readonly GrantRef[];
};

const sortedRefs = (state: AppState, now: Instant, liked: readonly GrantRef[]): Sorted => {
  const places = new Map(liked.map((ref, place) => [grantId(ref), place]));
  const place = (ref: GrantRef): number =>
    ref.kind === 'session' ? -1 : (places.get(grantId(ref)) ?? liked.length);
  const inOrder = (refs: readonly GrantRef[]): readonly GrantRef[] =>
    refs.toSorted((a, b) => place(a) - place(b));
  const grants = [...state.grants.values()];
  const active = inOrder(grants.filter(({ held }) => isValid(held, now)).map(({ ref }) => ref));
  // Also what is only on its way, or fails again and again, can be stopped.
  const under = grants
    .filter(({ wish, held }) => wish === 'wanted' && !isValid(held, now))
    .map(({ ref }) => ref);
  const startable = [...state.roles.values()]
    .filter(({ profile, chain }) => {
      const grant = state.grants.get(grantId({ kind: 'role', profile }));
      return chain.kind !== 'broken' && !isValid(grant?.held ?? null, now);
    })
    .map(({ profile }): GrantRef => ({ kind: 'role', profile }));
  return { active, stoppable: [...active, ...under], startable: inOrder(startable) };
};

/** A menu has neither colour nor badge: the word stands behind the name. */
const nameOf = (state: AppState, ref: GrantRef): string =>
  isProduction(state, ref) ? productionName(grantName(ref)) : grantName(ref);

const perGrant = (
  state: AppState,
  label: string,
  refs: readonly GrantRef[],
  command: (ref: GrantRef) => Command,
): readonly TrayItem[] =>
  refs.length === 0
    ? []
    : [
        {
          kind: 'submenu',
          label,
          items: refs
            .slice(0, MENU_LIMITS.roles)
            .map((ref) => action(nameOf(state, ref), command(ref))),
        },
      ];

const copy = (target: GrantRef): TrayItem =>
  action(trayLabels.copyExports, { kind: 'copy-exports', target });

const openConsole = (state: AppState, target: GrantRef): readonly TrayItem[] =>
  noConsoleOf(state, target) === null
    ? [
        action(consoleLabels.open, {
          kind: 'open-console',
          target,
          how: 'open',
          destination: null,
          region: null,
          durationSeconds: null,
        }),
      ]
    : [];

/** Start or stop, whichever there is to do. */
const turn = (state: AppState, target: GrantRef, now: Instant): TrayItem => {
  const grant = state.grants.get(grantId(target));
  return grant?.wish === 'wanted' || isValid(grant?.held ?? null, now)
    ? action(trayLabels.stop, { kind: 'stop', targets: [target] })
    : action(trayLabels.start, { kind: 'start', targets: [target] });
};

/** Roles under a heading, each with everything that is done with one. */
const roleMenus = (
  state: AppState,
  heading: string,
  refs: readonly GrantRef[],
  now: Instant,
): readonly TrayItem[] =>
  refs.length === 0
    ? []
    : [
        { kind: 'label', label: heading },
        ...refs.map((ref): TrayItem => ({
          kind: 'submenu',
          label: nameOf(state, ref),
          items: [copy(ref), ...openConsole(state, ref), turn(state, ref, now)],
        })),
      ];

const identityMenu = (state: AppState, { name, serial }: Identity, now: Instant): TrayItem => {
  const target: GrantRef = { kind: 'session', identity: name };
  return {
    kind: 'submenu',
    label: nameOf(state, target),
    items: [
      ...(serial === null
        ? []
        : [action(trayLabels.enterCode, { kind: 'ask-code', identity: name })]),
      copy(target),
      ...openConsole(state, target),
      turn(state, target, now),
      action(trayLabels.devicesAndKeys, {
        kind: 'show-panel',
        panel: 'identity',
        identity: name,
      }),
    ],
  };
};

const identityMenus = (state: AppState, now: Instant): readonly TrayItem[] => {
  const identities = [...state.identities.values()];
  if (identities.length === 0) return [];
  const rest = identities.length > MENU_LIMITS.identities;
  return [
    { kind: 'label', label: trayLabels.identities },
    ...identities
      .slice(0, MENU_LIMITS.identities)
      .map((identity) => identityMenu(state, identity, now)),
    ...(rest ? [action(trayLabels.moreIdentities, { kind: 'show-popover' })] : []),
  ];
};

/** Whose code is waited for, each by name; else the way to the field, where somebody has a device. */
const codeItems = (state: AppState, now: Instant): readonly TrayItem[] => {
  const waiting = new Set<string>();
  for (const grant of state.grants.values()) {
    const identity = waitsForPerson(state, grant, now);
    if (identity !== null) waiting.add(identity);
  }
  if (waiting.size > 0) {
    return [...waiting]
      .slice(0, MENU_LIMITS.waiting)
      .map((identity) => action(enterCodeFor(identity), { kind: 'ask-code', identity }));
  }
  const canAsk =
    askView(state, now, (at) => at).kind !== 'none' ||
    [...state.identities.values()].some(({ serial }) => serial !== null);
  return [action(trayLabels.enterCode, { kind: 'ask-code', identity: null }, canAsk)];
};

/**
 * The whole menu. Many desktops deliver no click, so the menu alone reaches everything; however many roles there are,
 * it stays one that a person can read.
 */
export const trayMenu = (state: AppState, now: Instant, status: string): readonly TrayItem[] => {
  const favourites = favouritesOf(state);
  const recents = recentsOf(state);
  const { active, stoppable, startable } = sortedRefs(state, now, [...favourites, ...recents]);
  return grouped([
    [{ kind: 'label', label: status }],
    [action(trayLabels.open, { kind: 'show-popover' }), ...codeItems(state, now)],
    roleMenus(state, trayLabels.favourites, favourites.slice(0, MENU_LIMITS.favourites), now),
    roleMenus(state, trayLabels.recents, recents.slice(0, MENU_LIMITS.recents), now),
    identityMenus(state, now),
    [
      ...perGrant(state, trayLabels.copyExports, active, (target) => ({
        kind: 'copy-exports',
        target,
      })),
      ...perGrant(state, trayLabels.start, startable, (target) => ({
        kind: 'start',
        targets: [target],
      })),
      ...perGrant(state, trayLabels.stop, stoppable, (target) => ({
        kind: 'stop',
        targets: [target],
      })),
      action(trayLabels.startAll, { kind: 'start-all' }, startable.length > 0),
      action(trayLabels.stopAll, { kind: 'stop-all' }, stoppable.length > 0),
    ],
    [
      action(lockLabels.lock, { kind: 'lock' }),
      action(trayLabels.addKey, { kind: 'open-key-form' }),
      ...updateItems(state),
      action(trayLabels.settings, { kind: 'show-panel', panel: 'settings' }),
      action(trayLabels.shortcuts, { kind: 'show-panel', panel: 'shortcuts' }),
    ],
    [action(trayLabels.quit, { kind: 'quit' })],
  ]);
};
