import type { GrantRef, Instant, Seconds } from '../model.ts';
import { assertNever } from '../result.ts';
import type { TrieMap } from '../trie-map.ts';
import { isDayOld } from './day-old.ts';
import type { AppState } from './state.ts';

/** How long a role may last, as far as it is known. */
export type Maximum = {
  /** MaxSessionDuration in s, as iam:GetRole told it the last time; null: it was not asked, or would not say. */
  readonly seconds: Seconds | null;
  /** When it was asked, by STS's time; null: it is to be asked, as never, or as what it said is in doubt. */
  readonly askedAt: Instant | null;
  /** The shortest life, s, that was refused as above what the role allows; null: none, or it was told since. */
  readonly refused: Seconds | null;
};

export type Maximums = TrieMap<string, Maximum>;

export type MaximumEvent =
  /** iam:GetRole answered; null: it would not say. */
  | {
      readonly kind: 'maximum';
      readonly roleArn: string;
      readonly seconds: Seconds | null;
      readonly at: Instant;
    }
  /** A life of so many s was refused as above what the role allows. */
  | { readonly kind: 'maximum-refused'; readonly roleArn: string; readonly seconds: Seconds }
  /** What is known of these is to be asked again. */
  | { readonly kind: 'maximum-doubted'; readonly refs: readonly GrantRef[] };

/** Nothing is known of a role. */
const UNKNOWN: Maximum = { seconds: null, askedAt: null, refused: null };

/** Every role allows an hour, in s. */
const HOUR: Seconds = 3600;

/** The longest life, s, that a role is asked for; infinite where nothing bounds it. */
export const allowedLife = ({ maximums }: Pick<AppState, 'maximums'>, roleArn: string): Seconds => {
  const { seconds, refused } = maximums.get(roleArn) ?? UNKNOWN;
  if (refused === null) return seconds ?? Number.POSITIVE_INFINITY;
  // What was said is shorter than what was refused: both are true.
  return seconds !== null && seconds < refused ? seconds : HOUR;
};

/** Whether iam:GetRole is to be asked of a role: never asked, in doubt, or a day ago. */
export const isUnasked = (
  { maximums }: Pick<AppState, 'maximums'>,
  roleArn: string,
  now: Instant,
): boolean => isDayOld((maximums.get(roleArn) ?? UNKNOWN).askedAt, now);

const told = (before: Maximum, answer: Seconds | null, at: Instant): Maximum => {
  if (answer === null) return { ...before, askedAt: at };
  const { refused } = before;
  // It said the same before that much was refused: each hour another code would be spent on it for nothing.
  const isRefuted = refused !== null && answer === before.seconds && answer >= refused;
  return { seconds: answer, askedAt: at, refused: isRefuted ? refused : null };
};

const refusedBy = (before: Maximum, seconds: Seconds): Maximum => ({
  ...before,
  askedAt: null,
  refused: Math.min(seconds, before.refused ?? seconds),
});

export const reduceMaximum = (state: AppState, event: MaximumEvent): AppState => {
  const { maximums } = state;
  const known = (roleArn: string): Maximum => maximums.get(roleArn) ?? UNKNOWN;
  switch (event.kind) {
    case 'maximum': {
      const { roleArn, seconds, at } = event;
      return { ...state, maximums: maximums.with([[roleArn, told(known(roleArn), seconds, at)]]) };
    }
    case 'maximum-refused': {
      const { roleArn, seconds } = event;
      return { ...state, maximums: maximums.with([[roleArn, refusedBy(known(roleArn), seconds)]]) };
    }
    case 'maximum-doubted': {
      const doubted = event.refs.flatMap((ref) => {
        const role = ref.kind === 'role' ? state.roles.get(ref.profile) : undefined;
        const maximum = role && maximums.get(role.roleArn);
        return maximum ? [[role.roleArn, { ...maximum, askedAt: null }] as const] : [];
      });
      return { ...state, maximums: maximums.with(doubted) };
    }
    default:
      return assertNever(event);
  }
};
