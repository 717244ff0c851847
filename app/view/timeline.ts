import type { GrantId, Instant } from '../model.ts';
import { renewsAt } from '../session/expiry.ts';
import type { Settings } from '../settings.ts';
import type { Life, Next, Phase, WindowSnapshot } from './window.ts';

/**
 * All lifetimes on one axis for the coming hours, as facts and as fractions of the axis, 0..1. Pure: the instant it is
 * drawn for is an argument, and so is how far the person's clock is from UTC.
 */
export type Timeline = {
  /** The axis, by the local clock. */
  readonly from: Instant;
  readonly to: Instant;
  /** Where now is on it. */
  readonly now: number;
  /** "needs you at"; null: nothing held needs a person, or only beyond the axis. */
  readonly needsYou: { readonly at: Instant; readonly x: number } | null;
  /** Sessions first, then what ends first. */
  readonly bars: readonly Bar[];
};

export type Bar = {
  readonly id: GrantId;
  readonly name: string;
  readonly kind: 'session' | 'role' | 'made';
  readonly life: Life;
  /** What is held now. */
  readonly held: { readonly x: number; readonly width: number };
  /** What its renewals add, up to when nobody renews it any more; null: nothing. */
  readonly renewed: { readonly x: number; readonly width: number } | null;
  /** When it will have been renewed for the last time and ends with its session; null where it does not renew. */
  readonly until: Instant | null;
  /** When it is renewed, all of them. */
  readonly renewals: readonly Instant[];
  /** Where those on the axis are, drawn ones only: marks nearer than can be told apart are left out. */
  readonly ticks: readonly number[];
  /** How it ends; null: it goes on by itself, or ends beyond the axis. */
  readonly end: (End & { readonly x: number }) | null;
};

/** How a bar ends, each of which has a mark of its own. */
export type End = {
  /** `code`: only a code goes on with it; `session`: with its session; `over`: for good. */
  readonly kind: 'code' | 'session' | 'over';
  readonly at: Instant;
};

/** An hour that is written under the axis. */
export type Hour = { readonly at: Instant; readonly x: number };

/** What hours are written into, in any one unit of length. */
export type Room = {
  readonly axis: number;
  /** Free on either side of the axis. */
  readonly beside: number;
  readonly label: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Lengths of the axis that can be read: the shortest that shows every end is taken. */
const SPANS = [
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  1.5 * HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
  9 * HOUR,
  // A session of 12 h, and the longest there is, with room behind their ends.
  13 * HOUR,
  18 * HOUR,
  25 * HOUR,
  38 * HOUR,
];

/** Distances of the hours that are written under it. */
const STEPS = [
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

/** From the middle of one to that of the next, in widths of a label: they would read as one number. */
const LEAST_APART = 1.2;

/** What lies behind now, as a part of the axis: enough to see now as a line. */
const PAST = 0.04;

/** Marks nearer than this part of the axis cannot be told apart. */
const NEAREST = 0.012;

/** Renewals of one grant that are reckoned at most: a role of 15 min in 36 h has 216. */
const MOST_RENEWALS = 250;

/** When a grant that renews by itself is renewed, up to `end`: each time it comes as long after as the first. */
const renewalsUntil = (
  { obtainedAt, endsAt }: Life,
  end: Instant,
  now: Instant,
  settings: Pick<Settings, 'renewWindow'>,
): readonly Instant[] => {
  const first = renewsAt({ obtainedAt, expiresAt: endsAt }, settings);
  const interval = first - obtainedAt;
  if (interval <= 0) return [];
  const times: Instant[] = [];
  for (let at = Math.max(now, first); at < end && times.length < MOST_RENEWALS; at += interval)
    times.push(at);
  return times;
};

type Row = {
  readonly id: GrantId;
  readonly name: string;
  readonly kind: Bar['kind'];
  readonly phase: Phase;
  readonly life: Life;
  /** When the session under it ends; null: none signs for it, it has a code of its own, or the session goes on. */
  readonly sessionEndsAt: Instant | null;
  /** What comes of it once nothing renews it any more. */
  readonly after: 'code' | 'over';
};

const afterOf = (next: Next | null): Row['after'] => (next?.kind === 'ends' ? 'over' : 'code');

const renewsItself = (phase: Phase): boolean =>
  phase.kind === 'due' || (phase.kind === 'fresh' && phase.renews);

const rowsOf = (snapshot: WindowSnapshot): readonly Row[] => {
  // With codes that come by themselves a session ends for nobody.
  const goOn = new Set(
    snapshot.sessions.flatMap(({ identity, phase }) => (renewsItself(phase) ? [identity] : [])),
  );
  return [
    ...snapshot.sessions.flatMap(({ id, identity, phase, life, notice }): readonly Row[] => {
      const after = notice.end === 'goes-on' ? 'code' : 'over';
      return life === null
        ? []
        : [{ id, name: identity, kind: 'session', phase, life, sessionEndsAt: null, after }];
    }),
    ...snapshot.groups.flatMap(({ rows }) =>
      rows.flatMap(({ id, name, phase, life, renewals, chain, notice, next }): readonly Row[] => {
        if (life === null) return [];
        const isUnder = renewals !== null && !goOn.has(chain[0] ?? '');
        const sessionEndsAt = isUnder ? renewals.sessionEndsAt : null;
        const after = notice.end === 'ends' ? 'over' : afterOf(next);
        return [{ id, name, kind: 'role', phase, life, sessionEndsAt, after }];
      }),
    ),
    ...snapshot.made.flatMap(({ id, name, phase, life, next }): readonly Row[] =>
      life === null
        ? []
        : [{ id, name, kind: 'made', phase, life, sessionEndsAt: null, after: afterOf(next) }],
    ),
  ];
};

/** When a grant is gone for good, as far as can be said: with its session, or with its own life. */
const lastEnd = (row: Row): Instant =>
  renewsItself(row.phase) && row.sessionEndsAt !== null
    ? Math.max(row.life.endsAt, row.sessionEndsAt)
    : row.life.endsAt;

/** The shortest axis that shows every end, by what is there; one that renews for ever shows its next hours. */
const spanFor = (ends: readonly Instant[], now: Instant): number => {
  const furthest = ends.reduce((latest, end) => Math.max(latest, end), now);
  const needed = (furthest - now) * 1.04;
  return SPANS.find((span) => span >= needed) ?? 38 * HOUR;
};

const onTheClock = (
  { from, to, now }: Pick<Timeline, 'from' | 'to' | 'now'>,
  step: number,
  offset: number,
): readonly Hour[] => {
  const hours: Hour[] = [];
  const start = from + now * (to - from);
  // Whole steps of the person's clock, not of UTC's.
  for (let at = Math.ceil((start + offset) / step) * step - offset; at <= to; at += step)
    hours.push({ at, x: (at - from) / (to - from) });
  return hours;
};

/**
 * The hours to write under a timeline: as many as there is room for, so that no two touch and none is cut off at an
 * edge, and two wherever two fit, as one alone gives no measure. `offset` is the person's clock minus UTC, in ms.
 */
export const hoursWithin = (
  timeline: Pick<Timeline, 'from' | 'to' | 'now'>,
  offset: number,
  { axis, beside, label }: Room,
): readonly Hour[] => {
  const isApart = (a: Hour, b: Hour): boolean => (b.x - a.x) * axis >= label * LEAST_APART;
  let found: readonly Hour[] = [];
  for (const step of STEPS) {
    const whole = onTheClock(timeline, step, offset).filter(
      ({ x }) => Math.min(x, 1 - x) * axis + beside >= label / 2,
    );
    const [first, second] = whole;
    const last = whole.at(-1);
    // Of hours further apart none, or only one, may be left: then those of nearer ones at the edges have to do.
    if (first === undefined || last === undefined) break;
    if (second !== undefined && isApart(first, second)) return whole;
    if (isApart(first, last)) found = [first, last];
    else if (found.length < 2) found = [first];
  }
  return found;
};

/** Of marks that lie closer than can be told apart the first. */
const apart = (marks: readonly number[]): readonly number[] => {
  const kept: number[] = [];
  for (const mark of marks) if (mark - (kept.at(-1) ?? -1) >= NEAREST) kept.push(mark);
  return kept;
};

const endOf = (row: Row, until: Instant | null): End | null => {
  if (until !== null)
    return row.sessionEndsAt === null ? null : { kind: 'session', at: row.sessionEndsAt };
  return { kind: row.after, at: row.life.endsAt };
};

/** The timeline of a picture at `now`; null when nothing is held. */
export const timelineOf = (snapshot: WindowSnapshot, now: Instant): Timeline | null => {
  const rows = rowsOf(snapshot).filter(({ life }) => life.endsAt > now);
  if (rows.length === 0) return null;
  const { values } = snapshot.settings;
  const span = spanFor(rows.map(lastEnd), now);
  const from = now - span * PAST;
  const to = from + span * (1 + PAST);
  const x = (at: Instant): number => Math.max(0, Math.min(1, (at - from) / (to - from)));
  const barOf = (row: Row): Bar => {
    const { id, name, kind, life, phase } = row;
    const renews = renewsItself(phase);
    const end = renews ? (row.sessionEndsAt ?? to) : life.endsAt;
    const renewals = renews ? renewalsUntil(life, end, now, values) : [];
    const until = renews && end > life.endsAt ? end : null;
    const [start, stop] = [x(life.obtainedAt), x(life.endsAt)];
    const ending = endOf(row, until);
    return {
      id,
      name,
      kind,
      life,
      held: { x: start, width: stop - start },
      renewed: until === null ? null : { x: stop, width: x(until) - stop },
      until: row.sessionEndsAt === null ? null : until,
      renewals,
      ticks: apart(renewals.filter((at) => at <= to).map(x)),
      end: ending === null || ending.at > to ? null : { ...ending, x: x(ending.at) },
    };
  };
  const bars = rows
    .map(barOf)
    .toSorted(
      (a, b) =>
        Number(a.kind !== 'session') - Number(b.kind !== 'session') ||
        (a.until ?? a.life.endsAt) - (b.until ?? b.life.endsAt) ||
        a.name.localeCompare(b.name),
    );
  const needs = snapshot.needsYouAt;
  return {
    from,
    to,
    now: x(now),
    needsYou: needs === null || needs <= now || needs > to ? null : { at: needs, x: x(needs) },
    bars,
  };
};
