import { isShort } from '../../credentials/lifetime.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { Life, Next, Phase, RoleRow } from '../window.ts';
import { noticeLabels } from './notice-mark.ts';
import { lifetimeWords, lifeWords, renewalWords } from './lifetime.ts';
import { nextWords } from './role-list.ts';
import { durationWords, endsWords, leftWords, momentWords } from './time.ts';
import { t } from './say.ts';

/** An account number as the console writes it: "1111-2222-3333". Anything else stays as it is. */
export const accountWords = (account: string): string =>
  account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');

/** The same with the account's alias, where it has one: "1111-2222-3333 (acme-dev)". */
export const namedAccountWords = (account: string, alias: string | null): string =>
  alias === null ? accountWords(account) : `${accountWords(account)} (${alias})`;

/** What a row says at its right: what is left, or its phase in a word. */
export const phaseShort = (phase: Phase, now: Instant): string => {
  switch (phase.kind) {
    case 'off':
      return '';
    case 'starting':
      return t`starting`;
    case 'needs-code':
      return phase.endsAt !== null && phase.endsAt > now
        ? leftWords(phase.endsAt - now)
        : t`needs code`;
    case 'fresh':
    case 'due':
      return phase.endsAt > now ? leftWords(phase.endsAt - now) : t`ended`;
    case 'ended':
      return t`ended`;
    case 'failed':
      return t`failed`;
    default:
      return assertNever(phase);
  }
};

const endedWords = (at: Instant, now: Instant, timeZone?: string): string =>
  t`ended ${momentWords(at, now, timeZone)}`;

/** Under it: what comes next, or when what needs a code ended; null: neither. */
export const phaseThen = (
  phase: Phase,
  next: Next | null,
  now: Instant,
  timeZone?: string,
): string | null => {
  if (next !== null) return nextWords(next, now, timeZone);
  return phase.kind === 'needs-code' && phase.endedAt !== null
    ? endedWords(phase.endedAt, now, timeZone)
    : null;
};

/** The same in full, for tooltips and screen readers. */
export const phaseLong = (phase: Phase, now: Instant, timeZone?: string): string => {
  switch (phase.kind) {
    case 'off':
      return t`not started`;
    case 'starting':
      return t`starting`;
    case 'needs-code':
      return phase.endsAt !== null && phase.endsAt > now
        ? t`needs a code, ${endsWords(phase.endsAt, now, timeZone)}`
        : phase.endedAt === null
          ? t`needs a code`
          : t`needs a code, ${endedWords(phase.endedAt, now, timeZone)}`;
    case 'fresh':
      return phase.renews
        ? t`${endsWords(phase.endsAt, now, timeZone)}, renews by itself`
        : endsWords(phase.endsAt, now, timeZone);
    case 'due':
      return t`${endsWords(phase.endsAt, now, timeZone)}, being renewed`;
    case 'ended':
      return endedWords(phase.endedAt, now, timeZone);
    case 'failed':
      return t`failed`;
    default:
      return assertNever(phase);
  }
};

/** Why a role lasts as long as it does. */
export const lastsWords = (lasts: RoleRow['lasts']): string => {
  const time = durationWords(lasts.seconds);
  switch (lasts.why) {
    case 'shares-session':
      return t`${time} at a time, renewed under the session’s code`;
    case 'own-code':
      return t`${time}, so it takes a code of its own`;
    case 'no-code':
      return t`${time}, no code needed`;
    case 'chained':
      return t`${time} at a time, since it is reached through another role`;
    case 'from-temporary':
      return t`${time} at a time, since its source hands out temporary credentials; no code needed`;
    default:
      return assertNever(lasts.why);
  }
};

/** "renewal 2 of 5, 3 h 59 min left" of the session (ST3); null where nothing renews by itself. */
export const renewalsWords = (
  { renewals }: Pick<RoleRow, 'renewals'>,
  now: Instant,
): string | null =>
  renewals === null || renewals.total === 0
    ? null
    : renewalWords({
        ...renewals,
        left: { totalSeconds: Math.max(0, Math.ceil((renewals.sessionEndsAt - now) / 1000)) },
      });

/** "3 h 59 min 12 s left of 12 h, 33 %": to the second (ST5). */
export const exactLeftWords = ({ obtainedAt, endsAt }: Life, now: Instant): string =>
  endsAt <= now ? t`ended` : lifetimeWords({ obtainedAt, expiresAt: endsAt }, now);

/** How long credentials last that are short when they come: "15 min"; null where they last longer. */
export const shortLifeWords = (life: Life | null): string | null => {
  if (life === null) return null;
  const held = { obtainedAt: life.obtainedAt, expiresAt: life.endsAt };
  return isShort(held) ? lifeWords(held) : null;
};

/** The same as a row says it: what it means for whoever uses them. */
export const shortLifeNote = (life: Life | null): string | null => {
  const short = shortLifeWords(life);
  return short === null ? null : t`lasts ${short}: SDKs renew at once`;
};

/** The same in full. */
export const shortLifeWarning = (life: Life | null): string | null => {
  const short = shortLifeWords(life);
  return short === null
    ? null
    : t`These credentials last ${short}; SDKs ask for new ones when 15 min are left, so they ask again at once.`;
};

/** Longer roles take a code of their own, in s. */
const HOUR = 3600;

/** What the role itself allows, where that is more than it is used for; null where there is nothing to gain. */
export const longestWords = ({
  lasts,
  longest,
}: Pick<RoleRow, 'lasts' | 'longest'>): string | null =>
  longest !== null &&
  longest > lasts.seconds &&
  lasts.why !== 'chained' &&
  lasts.why !== 'from-temporary'
    ? t`up to ${durationWords(longest)} with duration_seconds in its profile${longest > HOUR ? t`, for a code of its own` : ''}`
    : null;

/**
 * What tells a role apart from the others of its account: its own name when the profile goes by another, the roles it is
 * reached through, and when the session's code does not serve it; none when the profile's name says it all.
 */
export const roleNotes = (row: RoleRow): readonly string[] => {
  const { lasts, name, roleName } = row;
  const through = row.chain.slice(1, -1);
  return [
    // What a person should know stands first, where it is never cut off.
    row.notice.end === 'ends' ? noticeLabels.isLast : null,
    shortLifeNote(row.life),
    row.unlistedRegion && row.region !== null ? t`${row.region} is not listed` : null,
    roleName === '' || roleName === name ? null : roleName,
    through.length === 0 ? null : t`through ${through.join(', ')}`,
    row.broken === null && lasts.why === 'own-code'
      ? t`takes a code of its own, up to ${durationWords(lasts.seconds)}`
      : null,
    row.broken === null && (lasts.why === 'no-code' || lasts.why === 'from-temporary')
      ? t`needs no code`
      : null,
  ].filter((note) => note !== null);
};
