import { lifetimeLeft, type Lifetime, type RenewalProgress } from '../../credentials/lifetime.ts';
import type { Held, Instant } from '../../model.ts';
import { t } from './say.ts';
import { exactWords } from './time.ts';

const MINUTE = 60;

/** Lives longer than this, in s, are told to the minute: STS cuts off parts of a second, and an answer takes its time. */
const TOLD_TO_THE_MINUTE = 600;

/** The whole life of credentials in words: "12 h", "15 min". */
export const lifeWords = (held: Pick<Held, 'obtainedAt' | 'expiresAt'>): string => {
  const whole = lifetimeLeft(held, held.obtainedAt).totalSeconds;
  return exactWords(whole < TOLD_TO_THE_MINUTE ? whole : Math.round(whole / MINUTE) * MINUTE);
};

/** "3 h 59 min 12 s left of 12 h, 33 %" (ST5). */
export const lifetimeWords = (
  held: Pick<Held, 'obtainedAt' | 'expiresAt'>,
  now: Instant,
): string => {
  const { words, percent } = lifetimeLeft(held, now);
  return t`${words} left of ${lifeWords(held)}, ${percent} %`;
};

/** "renewal 2 of 5, 3 h 59 min left": to the minute, to the second below one (ST3). */
export const renewalWords = ({
  done,
  total,
  left: { totalSeconds },
}: Pick<RenewalProgress, 'done' | 'total'> & {
  readonly left: Pick<Lifetime, 'totalSeconds'>;
}): string => {
  const shown = totalSeconds < MINUTE ? totalSeconds : totalSeconds - (totalSeconds % MINUTE);
  const count =
    total === 0 ? t`no renewal before the session ends` : t`renewal ${done} of ${total}`;
  return t`${count}, ${exactWords(shown)} left`;
};
