import { parseDuration } from '../duration.ts';
import { commandWords } from '../export/browser-command.ts';
import type { Seconds } from '../model.ts';
import { quietHoursOf } from '../session/quiet.ts';
import { originOf, parseUrl } from '../network/address.ts';
import { t } from '../view/words/say.ts';

/** A value from its text, or the rule that the text breaks, as "takes …" goes on. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rule: string };

export const duration =
  (least: Seconds, most: Seconds) =>
  (text: string): Decoded<Seconds> => {
    const seconds = parseDuration(text);
    return seconds !== null && seconds >= least && seconds <= most
      ? { ok: true, value: seconds }
      : { ok: false, rule: t`a time from ${least} to ${most} seconds, such as 90s, 10m or 12h` };
  };

export const oneOf =
  <const T extends string>(...choices: readonly T[]) =>
  (text: string): Decoded<T> => {
    const found = choices.find((choice) => choice === text.trim());
    return found === undefined
      ? { ok: false, rule: t`one of ${choices.join(', ')}` }
      : { ok: true, value: found };
  };

/** Hours of each day, or `off`. */
export const hours = (text: string): Decoded<string> => {
  const value = text.replaceAll(/\s/g, '').replace('–', '-');
  return value === 'off' || quietHoursOf(value) !== null
    ? { ok: true, value }
    : { ok: false, rule: t`off, or hours such as 22:00-07:00` };
};

export const path = (text: string): Decoded<string | null> => ({
  ok: true,
  value: text.trim() || null,
});

export const proxy = (text: string): Decoded<string> => {
  const value = text.trim();
  if (value === 'system' || value === 'none') return { ok: true, value };
  const parsed = parseUrl(value);
  // A password in this file would lie in the clear.
  return parsed !== null && parsed.userInfo === null
    ? { ok: true, value: originOf(parsed) }
    : {
        ok: false,
        rule: t`system, none, or a URL such as http://proxy.example.org:8080 without user and password`,
      };
};

/** A server's origin. A path would be lost, so it is refused. */
export const origin = (text: string): Decoded<string | null> => {
  const value = text.trim();
  if (value === '') return { ok: true, value: null };
  const parsed = parseUrl(value);
  return parsed !== null && parsed.userInfo === null && /^[^/]*\/\/[^/?#]*\/?$/.test(value)
    ? { ok: true, value: originOf(parsed) }
    : {
        ok: false,
        rule: t`a URL of a server such as https://aws.example.org:8443, without path, user and password`,
      };
};

export const command = (text: string): Decoded<string | null> => {
  const value = text.trim();
  if (value === '') return { ok: true, value: null };
  return commandWords(value) === null
    ? { ok: false, rule: t`a program and its arguments, with quotation marks in pairs` }
    : { ok: true, value };
};

/** Basic authentication separates user and password by a colon. */
export const user = (text: string): Decoded<string | null> =>
  text.includes(':')
    ? { ok: false, rule: t`a name without a colon; the password goes into the keychain` }
    : path(text);
