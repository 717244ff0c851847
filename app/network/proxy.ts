import { secret, type Secret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import { originOf, parseUrl, type Address, type ParsedUrl } from './address.ts';
import type { Environment } from './environment.ts';
import { isExcepted } from './no-proxy.ts';

/** User and password for a proxy, as Basic authentication takes them. */
export type ProxyLogin = { readonly user: string; readonly password: Secret };

/** One way a call may take. */
export type Route =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'proxy';
      /** `http://host:port` or `https://host:port`; no user, no password. */
      readonly url: string;
      /** Written into the proxy's URL in the environment. */
      readonly login: ProxyLogin | null;
    }
  /** A kind of proxy this app does not speak to, such as SOCKS; null: what is named is no URL. */
  | { readonly kind: 'unsupported'; readonly text: string | null };

/**
 * What a proxy did. `password`: it wants one that it was not given; `login`: it did not take the one it was
 * given; `no-url`: what is named as the proxy is none.
 */
export type ProxyCause =
  | 'password'
  | 'login'
  | 'refused'
  | 'unreachable'
  | 'unsupported'
  | 'no-url';

/** Which word decided. */
export type ProxySource = 'setting' | 'environment' | 'no-proxy' | 'system';

export type ProxyDecision =
  | { readonly kind: 'routes'; readonly routes: readonly Route[]; readonly from: ProxySource }
  /** Nobody here knows: the desktop is asked for this very URL. */
  | { readonly kind: 'ask-system' };

const direct: Route = { kind: 'direct' };

const decodedRun = (run: string): string => {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
};

/** A part of a URL as it was meant; percent signs that are none of an encoding stay, since people write them. */
const decoded = (text: string): string => text.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodedRun);

const loginOf = (userInfo: string | null): ProxyLogin | null => {
  if (userInfo === null || userInfo === '') return null;
  const [user = '', ...password] = userInfo.split(':');
  return { user: decoded(user), password: secret(decoded(password.join(':'))) };
};

const through = (parsed: ParsedUrl): Route => ({
  kind: 'proxy',
  url: originOf(parsed),
  login: loginOf(parsed.userInfo),
});

/** A proxy as people write it, with or without `http://`. */
const routeOf = (text: string): Route => {
  const parsed = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  // Never the text itself when it might hold a password.
  return parsed === null
    ? { kind: 'unsupported', text: /^([a-z0-9+.-]+):\/\//i.exec(text)?.[1] ?? null }
    : through(parsed);
};

/** The variable for a scheme; lower case wins, as in curl and Python. */
const named = (environment: Environment, { scheme }: Address): string | null =>
  (scheme === 'https'
    ? (environment.https_proxy ?? environment.HTTPS_PROXY)
    : (environment.http_proxy ?? environment.HTTP_PROXY)) ??
  environment.all_proxy ??
  environment.ALL_PROXY ??
  null;

/**
 * How a call to `target` goes:
 *
 * | `network.proxy` | exception (`network.no_proxy`, else NO_PROXY) | proxy variable set | goes               |
 * |-----------------|-----------------------------------------------|--------------------|--------------------|
 * | none            | -                                             | -                  | directly           |
 * | any other       | holds                                         | -                  | directly           |
 * | a URL           | no                                            | -                  | through it         |
 * | system          | no                                            | yes                | through that       |
 * | system          | no                                            | no                 | as the system says |
 *
 * Addresses of this computer are no case of their own: a proxy named by the setting or the environment is used for
 * them too unless they are excepted, as in curl; the system's answer leaves them out by itself.
 */
export const decideProxy = (
  target: Address,
  wishes: Pick<Settings, 'proxy' | 'noProxy'>,
  environment: Environment,
): ProxyDecision => {
  if (wishes.proxy === 'none') return { kind: 'routes', routes: [direct], from: 'setting' };
  const exceptions = wishes.noProxy ?? environment.no_proxy ?? environment.NO_PROXY ?? '';
  if (isExcepted(exceptions, target)) return { kind: 'routes', routes: [direct], from: 'no-proxy' };
  if (wishes.proxy !== 'system')
    return { kind: 'routes', routes: [routeOf(wishes.proxy)], from: 'setting' };
  const variable = named(environment, target);
  return variable === null
    ? { kind: 'ask-system' }
    : { kind: 'routes', routes: [routeOf(variable)], from: 'environment' };
};

/**
 * The system's answer, in the words of proxy auto-configuration: `PROXY a:8080; HTTPS b:443; SOCKS5 c:1080; DIRECT`,
 * in order of preference. An answer without any way means directly.
 */
export const parseSystemProxy = (answer: string): readonly Route[] => {
  const routes = answer
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Route => {
      const [kind = '', where = ''] = part.split(/\s+/);
      switch (kind.toUpperCase()) {
        case 'DIRECT':
          return direct;
        case 'PROXY':
        case 'HTTP':
          return routeOf(`http://${where}`);
        case 'HTTPS':
          return routeOf(`https://${where}`);
        default:
          return { kind: 'unsupported', text: kind.toUpperCase() };
      }
    });
  return routes.length === 0 ? [direct] : routes;
};

/** Under which name the keychain files the password: for this proxy and user only, so that no other gets it. */
export const passwordPlace = (wishes: Pick<Settings, 'proxy' | 'proxyUser'>): string | null => {
  if (wishes.proxyUser === null || wishes.proxy === 'none') return null;
  const parsed = wishes.proxy === 'system' ? null : parseUrl(wishes.proxy);
  if (parsed === null && wishes.proxy !== 'system') return null;
  return `${wishes.proxyUser}@${parsed === null ? 'system' : originOf(parsed)}`;
};
