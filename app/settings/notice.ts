import { duration, hours, oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('notice');

export const noticeSettings = {
  /** How long before "needs you at" a notice appears. */
  noticeLead: setting({
    key: 'lead',
    says: 'how long before it needs you a notice appears',
    standard: 600,
    decode: duration(1, 86400),
  }),
  /** Hours of the day in which nothing is told, as `22:00-07:00`, or `off`. */
  noticeQuiet: setting({
    key: 'quiet_hours',
    says: 'off, or hours of the day in which no notice appears, such as 22:00-07:00; what is still so is told when they end',
    standard: 'off',
    decode: hours,
  }),
  /** Whether a notice tells of each fetch by a program. */
  noticeFetch: setting({
    key: 'fetch',
    says: 'off, or on: a notice each time a program fetches credentials',
    standard: 'off',
    decode: oneOf('off', 'on'),
  }),
};
