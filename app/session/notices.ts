import { inputFor } from '../credentials/made.ts';
import { RESTED } from '../devices/rotate.ts';
import { isProduction } from '../guard/production.ts';
import { grantId, type Grant, type GrantRef, type Instant } from '../model.ts';
import { endActions, type AppNotice, type Need, type PlainNotice } from '../view/notices.ts';
import { endsSoonKey, isLetToEnd, runningUnder, toldFrom } from './attention.ts';
import { hasOwnCode, outlivesSession } from './expiry.ts';
import { failingKeys, failingRenewals, failuresDue, type Failing } from './failing.ts';
import type { ProductionAsk } from './guard-state.ts';
import { requestsForCode } from './progress.ts';
import { isQuiet, quietEnds, quietHoursOf, type TimeOfDay } from './quiet.ts';
import { isValid, type AppState } from './state.ts';

/** The clock on the wall. */
export type Wall = {
  /** What this computer's clock shows at an instant of STS's time. */
  local(at: Instant): number;
  readonly timeOfDay: TimeOfDay;
};

export type Due = {
  readonly notice: AppNotice;
  /** All that count as told by it. */
  readonly keys: readonly string[];
};

type Cause = {
  readonly ref: GrantRef;
  readonly need: Need;
  readonly key: string;
  readonly endsAt: Instant;
};

/** Long gone is no news: what ended more than this before the app looked is not told. */
const NEWS = 12 * 3600_000;

const quietAt = (state: AppState, now: Instant, wall: Wall): Instant | null => {
  const hours = quietHoursOf(state.settings.noticeQuiet);
  const timeOfDay: TimeOfDay = (at) => wall.timeOfDay(wall.local(at));
  return hours !== null && isQuiet(hours, now, timeOfDay) ? quietEnds(hours, now, timeOfDay) : null;
};

const needsCode = (state: AppState, grant: Grant): boolean =>
  grant.wish === 'wanted' &&
  grant.held !== null &&
  (grant.held.withCode || outlivesSession(state, grant)) &&
  !hasOwnCode(state, grant);

/** What a person is needed for to have the next credentials of this grant, if they want to hear of it; null: nothing. */
const needOf = (state: AppState, grant: Grant): Need | null => {
  const { ref, held, wish } = grant;
  if (held === null || isLetToEnd(state, grant)) return null;
  const made = ref.kind === 'made' ? state.made.get(ref.name) : undefined;
  const input = made === undefined ? null : inputFor(made);
  // What is made once is started by nobody any more, and still of use.
  if (input !== null) return wish === 'halted' ? null : input;
  return needsCode(state, grant) ? 'code' : null;
};

const endedKey = (ref: GrantRef, endsAt: Instant): string => `ended ${grantId(ref)} ${endsAt}`;

const endsOf = (
  state: AppState,
  now: Instant,
): { readonly soon: readonly Cause[]; readonly over: readonly Cause[] } => {
  const soon: Cause[] = [];
  const over: Cause[] = [];
  for (const grant of state.grants.values()) {
    const { ref, held } = grant;
    const need = needOf(state, grant);
    if (held === null || need === null) continue;
    const endsAt = held.expiresAt;
    const valid = isValid(held, now);
    const key = valid ? endsSoonKey(ref, endsAt) : endedKey(ref, endsAt);
    if (state.told.has(key)) continue;
    if (valid && toldFrom(state, ref, held) <= now) soon.push({ ref, need, key, endsAt });
    // Its end is the last of what was made once: nothing of it is left to be started again.
    if (!valid && need === 'code' && now - endsAt <= NEWS) over.push({ ref, need, key, endsAt });
  }
  const first = (a: Cause, b: Cause): number => a.endsAt - b.endsAt;
  return { soon: soon.toSorted(first), over: over.toSorted(first) };
};

const restingKeys = (state: AppState): readonly { identity: string; key: string; at: Instant }[] =>
  [...state.keys].flatMap(([identity, { rotation }]) => {
    if (rotation === null || rotation.step.kind !== 'resting') return [];
    const key = `old-key ${identity} ${rotation.oldId}`;
    return [{ identity, key, at: rotation.step.since + RESTED }];
  });

/** Old keys of rotations that nobody missed for a week, by identity. */
const restedKeys = (state: AppState): readonly { identity: string; key: string; at: Instant }[] =>
  restingKeys(state).filter(({ key }) => !state.told.has(key));

/** Roles that live on the same codes: those under sessions; a role with a code of its own has none. */
const rolesOn = (state: AppState, causes: readonly Cause[]): number =>
  causes.reduce(
    (sum, { ref }) =>
      ref.kind === 'session'
        ? sum +
          runningUnder(state, ref.identity).filter((grant) => grant.ref.kind === 'role').length
        : sum,
    0,
  );

/** That it is production, where it is: its name may not say so. */
const markOf = (state: AppState, ref: GrantRef): { readonly production?: true } =>
  isProduction(state, ref) ? { production: true } : {};

/** Those that need the same together, in the order of their first ends. */
const byNeed = (causes: readonly Cause[]): readonly (readonly Cause[])[] => {
  const groups = new Map<Need, Cause[]>();
  for (const cause of causes) {
    const group = groups.get(cause.need);
    if (group === undefined) groups.set(cause.need, [cause]);
    else group.push(cause);
  }
  return [...groups.values()];
};

/** `causes`: of one need. */
const soonNotice = (
  state: AppState,
  causes: readonly Cause[],
  now: Instant,
  wall: Wall,
): readonly PlainNotice[] => {
  const [first] = causes;
  if (first === undefined) return [];
  return [
    {
      kind: 'ends-soon',
      key: first.key,
      target: first.ref,
      ...markOf(state, first.ref),
      targets: causes.map(({ ref }) => ref),
      endsAt: wall.local(first.endsAt),
      others: causes.length - 1,
      needs: first.need,
      roles: rolesOn(state, causes),
      actions: endActions(first.endsAt, now),
    },
  ];
};

const overNotice = (
  state: AppState,
  causes: readonly Cause[],
  wall: Wall,
): readonly PlainNotice[] => {
  const [first] = causes;
  if (first === undefined) return [];
  return [
    {
      kind: 'ended',
      key: first.key,
      target: first.ref,
      ...markOf(state, first.ref),
      endedAt: wall.local(first.endsAt),
      others: causes.length - 1,
      roles: rolesOn(state, causes),
    },
  ];
};

const failedNotice = (
  state: AppState,
  failing: readonly Failing[],
  now: Instant,
  wall: Wall,
): readonly PlainNotice[] => {
  const [first] = failing;
  if (first === undefined) return [];
  return [
    {
      kind: 'cannot-renew',
      key: first.key,
      target: first.ref,
      ...markOf(state, first.ref),
      endsAt: wall.local(first.endsAt),
      over: first.endsAt <= now,
      failure: first.failure,
      others: failing.length - 1,
    },
  ];
};

const askedKey = (request: string): string => `asked ${request}`;

/**
 * Programs that wait for a code are told of once for an identity: who asks while others wait already joins them without
 * a word. They wait now and give up before a night is over, so quiet hours let them through; but once in a night, since
 * what asks again and again in it is a job that runs while everybody sleeps.
 */
const askedDue = (state: AppState, now: Instant, quiet: Instant | null, wall: Wall): Due | null => {
  for (const [identity, requests] of requestsForCode(state, now)) {
    const keys = requests.map(({ id }) => askedKey(id));
    const [key] = keys;
    if (key === undefined || keys.some((one) => state.told.has(one))) continue;
    // Rounded: a clock in doubt trembles, and the end of a night may read 06:59:59.99.
    const night =
      quiet === null ? null : `night ${identity} ${Math.round(wall.local(quiet) / 60_000)}`;
    if (night !== null && state.told.has(night)) continue;
    const by = [...new Set(requests.map(({ by: { program } }) => program))];
    const target = { kind: 'session', identity } as const;
    return {
      notice: { kind: 'code-asked', key, target, by, requests: requests.length },
      keys: night === null ? keys : [...keys, night],
    };
  }
  return null;
};

const productionKey = ({ id }: ProductionAsk): string => `production ${id}`;

/** Whoever else than the person wants credentials of production, and was not answered yet. */
const openAsks = ({ guard }: AppState): readonly ProductionAsk[] =>
  [...guard.asks.values()].filter(({ answer, who }) => answer === null && who !== 'person');

/** Whoever wants credentials of production is told of while a person can still say yes: quiet hours let them through. */
const productionDue = (state: AppState): Due | null => {
  const asks = openAsks(state);
  for (const { who, target, by } of asks) {
    const same = asks.filter((one) => one.who === who && grantId(one.target) === grantId(target));
    const keys = same.map(productionKey);
    const [key] = keys;
    if (key === undefined || keys.some((one) => state.told.has(one))) continue;
    return {
      notice: {
        kind: 'production-asked',
        key,
        target,
        by: by && { program: by.program },
        requests: same.length,
      },
      keys,
    };
  }
  return null;
};

/**
 * What to tell now: one notice per cause and phase, and one in all when several fall due together, as after a sleep or
 * quiet hours. In quiet hours nothing is told but of programs that wait; what is still so when they end is told then.
 */
export const noticeDue = (state: AppState, now: Instant, wall: Wall): Due | null => {
  const quiet = quietAt(state, now, wall);
  const asked = askedDue(state, now, quiet, wall);
  if (asked !== null) return asked;
  const production = productionDue(state);
  if (production !== null) return production;
  if (quiet !== null) return null;
  const { soon, over } = endsOf(state, now);
  const failing = failuresDue(state, now);
  const rested = restedKeys(state).filter(({ at }) => at <= now);
  const [oldKey] = rested;
  const notices: readonly PlainNotice[] = [
    ...overNotice(state, over, wall),
    ...byNeed(soon).flatMap((causes) => soonNotice(state, causes, now, wall)),
    ...failedNotice(state, failing, now, wall),
    ...(oldKey === undefined
      ? []
      : [
          {
            kind: 'old-key',
            key: oldKey.key,
            target: { kind: 'session', identity: oldKey.identity },
            others: rested.length - 1,
          } as const,
        ]),
  ];
  const [first, second] = notices;
  if (first === undefined) return null;
  const keys = [...over, ...soon, ...failing, ...rested].map(({ key }) => key);
  if (second === undefined) return { notice: first, keys };
  return { notice: { kind: 'digest', key: first.key, target: first.target, notices }, keys };
};

/**
 * Of what was told, what is still so at `now` (STS's time, ms). Ends, failing renewals and old keys: not renewed, given
 * up, let to end or put off since; that it ends soon is over once its end was told. Whoever asked: they wait still, and
 * a person can help.
 */
export const stillSo = (state: AppState, now: Instant): ReadonlySet<string> => {
  const keys = [
    ...restingKeys(state).map(({ key }) => key),
    ...[...requestsForCode(state, now).values()].flat().map(({ id }) => askedKey(id)),
    ...openAsks(state).map(productionKey),
  ];
  for (const grant of state.grants.values()) {
    const { ref, held, wish } = grant;
    if (held === null || isLetToEnd(state, grant)) continue;
    const { expiresAt } = held;
    if (wish === 'wanted') keys.push(...failingKeys(ref, expiresAt));
    if (needOf(state, grant) === null) continue;
    const ended = endedKey(ref, expiresAt);
    keys.push(ended);
    if (!state.told.has(ended)) keys.push(endsSoonKey(ref, expiresAt));
  }
  return new Set(keys.filter((key) => state.told.has(key)));
};

/** Whether it is quiet now, for what is told elsewhere. */
export const isQuietNow = (state: AppState, now: Instant, wall: Wall): boolean =>
  quietAt(state, now, wall) !== null;

/** Instants at which another notice may fall due; those in the past are of no matter. */
export const noticeWakeups = (state: AppState, now: Instant, wall: Wall): readonly Instant[] => {
  const instants: Instant[] = [];
  for (const grant of state.grants.values())
    if (grant.held !== null && needOf(state, grant) !== null)
      instants.push(toldFrom(state, grant.ref, grant.held));
  for (const failing of failingRenewals(state, now)) instants.push(failing.toldFrom);
  for (const { at } of restedKeys(state)) instants.push(at);
  const quiet = quietAt(state, now, wall);
  return quiet === null ? instants : [...instants, quiet];
};

/** Told keys with more of them; those whose cause is gone will never be asked for again and are forgotten. */
export const withTold = (state: AppState, keys: readonly string[]): ReadonlySet<string> => {
  const causes = new Set(
    [...state.grants.values()].map(({ ref, held }) => `${grantId(ref)} ${held?.expiresAt ?? ''}`),
  );
  for (const id of state.requests.keys()) causes.add(id);
  for (const id of state.guard.asks.keys()) causes.add(id);
  for (const [identity, { rotation }] of state.keys)
    if (rotation !== null) causes.add(`${identity} ${rotation.oldId}`);
  const newNights = keys.some((key) => key.startsWith('night '));
  const isMeant = (key: string): boolean =>
    key.startsWith('night ') ? !newNights || isSameNight(key, keys) : causes.has(restOf(key));
  return new Set([...[...state.told].filter(isMeant), ...keys]);
};

const restOf = (key: string): string => key.slice(key.indexOf(' ') + 1);

/** Nights end at the same minute for all identities. */
const isSameNight = (key: string, keys: readonly string[]): boolean =>
  keys.some((one) => one.startsWith('night ') && one.split(' ').at(-1) === key.split(' ').at(-1));
