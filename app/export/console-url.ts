import type { Credentials, Seconds } from '../model.ts';
import { originOf, parseUrl } from '../network/address.ts';
import type { Partition } from '../regions/partitions.ts';
import { reveal, secret, type Secret } from '../secret.ts';

/**
 * Signing in to the console with temporary credentials (aws-rules.md, Console sign-in; EX2): what is posted for a
 * sign-in token, and the URL that it makes. The URL is good for 15 minutes and for whoever holds it: it goes to a
 * browser, the clipboard or whoever asked, and is kept nowhere.
 */

/** Where a browser signs in, and where it is led then; origins without a slash at the end. */
export type ConsolePlace = { readonly signIn: string; readonly console: string };

/**
 * The console of a partition; null where there is no public one. `signInEndpoint` is network.signin_endpoint of
 * settings.ini: it stands for the sign-in host, and for the console too where the partition has none of its own.
 */
export const consolePlace = (
  partition: Partition | null,
  signInEndpoint: string | null,
): ConsolePlace | null => {
  const hosts = partition?.console ?? null;
  const given = signInEndpoint === null ? null : parseUrl(signInEndpoint);
  const own = hosts === null ? null : `https://${hosts.console}`;
  if (given !== null) return { signIn: originOf(given), console: own ?? originOf(given) };
  return hosts === null || own === null
    ? null
    : { signIn: `https://${hosts.signIn}`, console: own };
};

/** Where sign-in tokens are asked for and sign-ins begin. */
export const federationUrl = ({ signIn }: ConsolePlace): string => `${signIn}/federation`;

const form = (fields: readonly (readonly [name: string, value: string])[]): string =>
  fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/**
 * The body that asks for a sign-in token. `sessionDuration` (900..43200 s; null: as long as the credentials) is sent
 * in exactly this case of letters: AWS passes over any other.
 */
export const signInRequest = (
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  sessionDuration: Seconds | null,
): Secret => {
  const session = JSON.stringify({
    sessionId: accessKeyId,
    sessionKey: reveal(secretAccessKey),
    sessionToken: reveal(sessionToken),
  });
  return secret(
    form([
      ['Action', 'getSigninToken'],
      ...(sessionDuration === null ? [] : [['SessionDuration', String(sessionDuration)] as const]),
      ['Session', session],
    ]),
  );
};

/** A page of one service: `s3`, `cloudwatch`. */
const SERVICE = /^[a-z0-9-]{1,64}$/;

/**
 * The page a sign-in leads to; null for one that is not of this console.
 *
 * | asked for          | leads to                              |
 * |--------------------|---------------------------------------|
 * | nothing            | the console's home, in the region     |
 * | `s3`               | that service's home, in the region    |
 * | `/s3/buckets?tab=x`| that path, as it stands               |
 * | `https://…`        | that page, if it is of this console   |
 */
export const destinationOf = (
  place: ConsolePlace,
  asked: string | null,
  region: string | null,
): string | null => {
  const text = asked?.trim() ?? '';
  const inRegion = region === null ? '' : `?region=${encodeURIComponent(region)}`;
  if (text === '') return `${place.console}/console/home${inRegion}`;
  if (SERVICE.test(text)) return `${place.console}/${text}/home${inRegion}`;
  // Two slashes would name another host.
  if (/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return place.console + text;
  const there = /^https:\/\/[\x21-\x7e]+$/.test(text) ? parseUrl(text) : null;
  const host = parseUrl(place.console)?.host ?? '';
  if (there === null || there.userInfo !== null || there.port !== 443) return null;
  return there.host === host || there.host.endsWith(`.${host}`) ? text : null;
};

/** Who the console says sent the person, once its session has ended. */
const ISSUER = 'fobwatch';

/**
 * The URL that signs in. It never goes through a logout first: that would end every other console of the browser.
 */
export const signInUrl = (place: ConsolePlace, destination: string, token: Secret): Secret =>
  secret(
    `${federationUrl(place)}?${form([
      ['Action', 'login'],
      ['Issuer', ISSUER],
      ['Destination', destination],
      ['SigninToken', reveal(token)],
    ])}`,
  );
