import type { Phase, WindowSnapshot } from '../../app/view/window.ts';

const SECOND = 1000;
const MINUTE_IN_SECONDS = 60;
/** Below this many seconds left, seconds are shown (words/time.ts). */
const SECONDS_SHOWN_BELOW = 600;

/** When the words for what is left until `end` change next; null when it is over. In ms since 1970. */
export const nextChange = (now: number, end: number): number | null => {
  if (end <= now) return null;
  const seconds = Math.ceil((end - now) / SECOND);
  const shown =
    seconds < SECONDS_SHOWN_BELOW
      ? seconds
      : Math.floor(seconds / MINUTE_IN_SECONDS) * MINUTE_IN_SECONDS;
  return end - (shown - 1) * SECOND;
};

/** When a whole second less is left until `end`; null when it is over. */
export const nextSecond = (now: number, end: number): number | null =>
  end <= now ? null : end - (Math.ceil((end - now) / SECOND) - 1) * SECOND;

/** The next moment at which anything that counts down looks different, `exact` to the second; null when nothing does. */
export const nextTick = (
  now: number,
  ends: readonly number[],
  exact: readonly number[] = [],
): number | null => {
  const changes = [
    ...ends.map((end) => nextChange(now, end)),
    ...exact.map((end) => nextSecond(now, end)),
  ].filter((change) => change !== null);
  return changes.length === 0
    ? null
    : changes.reduce((soonest, change) => Math.min(soonest, change));
};

const phaseEnds = (phase: Phase): readonly number[] =>
  'endsAt' in phase && phase.endsAt !== null ? [phase.endsAt] : [];

/** Every instant a picture counts down to. */
export const endsOf = (snapshot: WindowSnapshot): readonly number[] => {
  const { ask } = snapshot;
  const asked = ask.kind === 'asked' ? ask : null;
  const failure = asked?.failure ?? null;
  const rows = [
    ...snapshot.sessions,
    ...snapshot.groups.flatMap((group) => group.rows),
    ...snapshot.made,
  ];
  const maybe = [
    snapshot.needsYouAt,
    asked?.nextCodeAt ?? null,
    failure !== null && 'nextCodeAt' in failure ? failure.nextCodeAt : null,
    ...rows.map((row) => row.trouble?.retryAt ?? null),
    ...rows.map((row) => (row.copied.kind === 'copied' ? row.copied.clearsAt : null)),
  ];
  return [...maybe.filter((at) => at !== null), ...rows.flatMap((row) => phaseEnds(row.phase))];
};
