import type { GrantId, Instant } from '../model.ts';
import { renewsAt } from '../session/expiry.ts';
import type { Settings } from '../settings.ts';
import type { Life, Phase, WindowSnapshot } from './window.ts';

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
  readonly hours: readonly { readonly at: Instant; readonly x: number }[];
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
  /** Only a code gives it a new life. */
  readonly needsCode: boolean;
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

/** Distances of the hours that are written under it, and how many there is room for at 320 px. */
const STEPS = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];
const MOST_HOURS = 5;

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
  /** When the session under it ends; null: none signs for it, or it has a code of its own. */
  readonly sessionEndsAt: Instant | null;
};

const rowsOf = (snapshot: WindowSnapshot): readonly Row[] => [
  ...snapshot.sessions.flatMap(({ id, identity, phase, life }): readonly Row[] =>
    life === null
      ? []
      : [{ id, name: identity, kind: 'session', phase, life, sessionEndsAt: null }],
  ),
  ...snapshot.groups.flatMap(({ rows }) =>
    rows.flatMap(({ id, name, phase, life, renewals }): readonly Row[] =>
      life === null
        ? []
        : [{ id, name, kind: 'role', phase, life, sessionEndsAt: renewals?.sessionEndsAt ?? null }],
    ),
  ),
  ...snapshot.made.flatMap(({ id, name, phase, life }): readonly Row[] =>
    life === null ? [] : [{ id, name, kind: 'made', phase, life, sessionEndsAt: null }],
  ),
];

const renewsItself = (phase: Phase): boolean =>
  phase.kind === 'due' || (phase.kind === 'fresh' && phase.renews);

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

const hoursOn = (from: Instant, to: Instant, offset: number): readonly Instant[] => {
  const step = STEPS.find((one) => (to - from) / one <= MOST_HOURS) ?? 12 * HOUR;
  const hours: Instant[] = [];
  // Whole steps of the person's clock, not of UTC's.
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step)
    hours.push(at);
  return hours;
};

/** Of marks that lie closer than can be told apart the first. */
const apart = (marks: readonly number[]): readonly number[] => {
  const kept: number[] = [];
  for (const mark of marks) if (mark - (kept.at(-1) ?? -1) >= NEAREST) kept.push(mark);
  return kept;
};

/**
 * The timeline of a picture at `now`; null when nothing is held. `offset` is the person's clock minus UTC, in ms, so
 * that whole hours are theirs.
 */
export const timelineOf = (
  snapshot: WindowSnapshot,
  now: Instant,
  offset: number,
): Timeline | null => {
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
      needsCode: !renews,
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
    hours: hoursOn(now, to, offset).map((at) => ({ at, x: x(at) })),
    needsYou: needs === null || needs <= now || needs > to ? null : { at: needs, x: x(needs) },
    bars,
  };
};
