import type { Seconds } from '../model.ts';
import { t } from '../view/words/say.ts';
import { duration, oneOf, type Decoded } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('lock');

/** Below, in s, a person who reads would be locked out; above, nobody would be waited for. */
const LEAST = 10;
const MOST = 86_400;

const awayFor = (text: string): Decoded<Seconds | null> => {
  const value = text.trim();
  if (value === '' || value === 'off') return { ok: true, value: null };
  const decoded = duration(LEAST, MOST)(value);
  return decoded.ok
    ? decoded
    : { ok: false, rule: t`off, or a time from ${LEAST} to ${MOST} seconds, such as 10m` };
};

/** When the app locks by itself; never, unless a person wants it. */
export const lockSettings = {
  /** Whether it locks when the screen is locked. */
  lockWithScreen: setting({
    key: 'with_screen',
    says: 'off, or on: Fobwatch locks when the screen is locked',
    standard: 'off',
    decode: oneOf('off', 'on'),
  }),
  /** Whether it locks before the computer sleeps. */
  lockBeforeSleep: setting({
    key: 'before_sleep',
    says: 'off, or on: Fobwatch locks before the computer sleeps',
    standard: 'off',
    decode: oneOf('off', 'on'),
  }),
  /** Whether Touch ID opens a lock, on a Mac: the sealed copy then stays on the disk. */
  lockTouchId: setting({
    key: 'touch_id',
    says: 'off, or on: on a Mac, Touch ID opens a lock with all that was held, whose sealed copy stays on the disk; panic deletes it all the same',
    standard: 'off',
    decode: oneOf('off', 'on'),
  }),
  /** After how many s, 10..86400, without a key or a move of the pointer it locks; null: never. */
  lockAfterIdle: setting({
    key: 'after_idle',
    says: 'empty: never; or 10s to 24h: Fobwatch locks when nobody has touched keys or pointer for so long',
    standard: null,
    decode: awayFor,
  }),
};
