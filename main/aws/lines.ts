import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect } from 'node:net';
import { checkServerIdentity, type ConnectionOptions, type PeerCertificate } from 'node:tls';
import { hostPort, originOf, parseUrl, type Address } from '../../app/network/address.ts';
import type { Environment } from '../../app/network/environment.ts';
import {
  decideProxy,
  parseSystemProxy,
  passwordPlace,
  type ProxyLogin,
  type ProxySource,
  type Route,
} from '../../app/network/proxy.ts';
import type { CallProblem, NetworkSettings, VaultProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { Secret } from '../../app/secret.ts';
import { proxyAuthorization } from './proxy-authorization.ts';
import type { Trust } from './trust.ts';

/** One way to one address, good for one request. */
export type Line = {
  readonly target: Address;
  readonly agent: HttpAgent | HttpsAgent;
  readonly proxy: LineProxy | null;
  readonly from: ProxySource;
  /** False where settings.ini says that certificates are not checked. */
  readonly checked: boolean;
  /** Closes whatever is still open of it. */
  close(): void;
};

export type LineProxy = {
  /** `host:port`. */
  readonly name: string;
  readonly address: Address;
  readonly withLogin: boolean;
  /** What it answered to CONNECT; null before, and where nothing is tunnelled. */
  readonly answered: () => number | null;
};

export type Lines = {
  /** ms until connected, and until the last byte of an answer. */
  times(): { readonly connect: number; readonly whole: number };
  open(url: string, caBundle: string | null): Promise<Result<Line, CallProblem>>;
};

export type ProxyPasswords = {
  read(place: string): Promise<Result<Secret | null, VaultProblem>>;
};

export type LinesDeps = {
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  /** The system's answer for a URL, in words of proxy auto-configuration. */
  readonly askSystem: (url: string) => Promise<string>;
  readonly passwords: ProxyPasswords;
  readonly trust: Trust;
};

/** Whether something listens there: only what was never sent to can be given up for the next way. */
const listens = ({ host, port }: Address, patience: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });

const unsupported = (text: string | null): CallProblem => ({
  kind: 'proxy',
  proxy: text ?? '',
  cause: text === null ? 'no-url' : 'unsupported',
  code: text ?? 'no-url',
});

/** Ways through the network: directly or through a proxy, with the trust that holds. */
export const createLines = (deps: LinesDeps): Lines => {
  const times = (): ReturnType<Lines['times']> => {
    const { connectTimeout, callTimeout } = deps.settings();
    return { connect: connectTimeout * 1000, whole: callTimeout * 1000 };
  };

  const routesTo = async (
    target: Address,
  ): Promise<{ readonly routes: readonly Route[]; readonly from: ProxySource }> => {
    const decision = decideProxy(target, deps.settings(), deps.environment);
    if (decision.kind === 'routes') return decision;
    const answer = await deps.askSystem(`${originOf(target)}/`).catch(() => 'DIRECT');
    return { routes: parseSystemProxy(answer), from: 'system' };
  };

  /** The first of several ways that can be taken; a single one is taken as it is, so that its failure is told. */
  const firstOpen = async (routes: readonly Route[]): Promise<Route> => {
    const { connect: patience } = times();
    for (const route of routes) {
      if (route.kind === 'direct' || routes.length === 1) return route;
      const address = route.kind === 'proxy' ? parseUrl(route.url) : null;
      // oxlint-disable-next-line no-await-in-loop -- in the order of preference
      if (address !== null && (await listens(address, patience))) return route;
    }
    return routes.find(({ kind }) => kind === 'proxy') ?? routes[0] ?? { kind: 'direct' };
  };

  const loginFor = async (route: Extract<Route, { kind: 'proxy' }>): Promise<ProxyLogin | null> => {
    if (route.login !== null) return route.login;
    const { proxy, proxyUser } = deps.settings();
    const place = passwordPlace({ proxy, proxyUser });
    if (proxyUser === null || place === null) return null;
    const kept = await deps.passwords.read(place);
    return kept.ok && kept.value !== null ? { user: proxyUser, password: kept.value } : null;
  };

  const through = async (
    route: Extract<Route, { kind: 'proxy' }>,
    target: Address,
    tls: ConnectionOptions,
  ): Promise<Pick<Line, 'agent' | 'proxy' | 'close'> | null> => {
    const address = parseUrl(route.url);
    if (address === null) return null;
    const login = await loginFor(route);
    const ending = new AbortController();
    // Not in the URL: what is in there the library repeats in its debug output.
    const headers = login === null ? {} : { 'Proxy-Authorization': proxyAuthorization(login) };
    const own = {
      keepAlive: false,
      headers,
      signal: ending.signal,
      secureContext: tls.secureContext,
    };
    const state: { answered: number | null } = { answered: null };
    const tunnel = async (): Promise<HttpAgent> => {
      const { HttpsProxyAgent } = await import('https-proxy-agent');
      const tunnelling = new HttpsProxyAgent(route.url, own);
      // The proxy's certificate is its own matter; these hold for the endpoint behind it.
      Object.assign(tunnelling.options, tls);
      tunnelling.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
        state.answered = statusCode;
      });
      return tunnelling;
    };
    const forward = async (): Promise<HttpAgent> => {
      const { HttpProxyAgent } = await import('http-proxy-agent');
      return new HttpProxyAgent(route.url, own);
    };
    // Loaded when they are needed: the tray does not wait for them, and most people have no proxy.
    const agent = target.scheme === 'https' ? await tunnel() : await forward();
    return {
      agent,
      proxy: {
        name: hostPort(address),
        address,
        withLogin: login !== null,
        answered: () => state.answered,
      },
      close: () => {
        ending.abort();
        agent.destroy();
      },
    };
  };

  return {
    times,
    open: async (url, caBundle) => {
      const target = parseUrl(url);
      if (target === null) return fail({ kind: 'network', host: url, code: 'ERR_INVALID_URL' });
      const settings = deps.settings();
      const trusted = await deps.trust(caBundle ?? settings.caBundle);
      if (!trusted.ok) return fail({ kind: 'file', ...trusted.failure });
      const checked = !settings.uncheckedEndpoints.includes(originOf(target));
      const tls: ConnectionOptions = {
        ...(trusted.value === undefined ? {} : { secureContext: trusted.value }),
        rejectUnauthorized: checked,
        // Through a tunnel Node would compare an address with the proxy's.
        checkServerIdentity: (_: string, certificate: PeerCertificate) =>
          checkServerIdentity(target.host, certificate),
      };
      const { routes, from } = await routesTo(target);
      const route = await firstOpen(routes);
      if (route.kind === 'unsupported') return fail(unsupported(route.text));
      if (route.kind === 'proxy') {
        const line = await through(route, target, tls);
        return line === null
          ? fail(unsupported(route.url))
          : ok({ ...line, target, from, checked });
      }
      const agent =
        target.scheme === 'https'
          ? new HttpsAgent({ keepAlive: false, ...tls })
          : new HttpAgent({ keepAlive: false });
      return ok({ target, agent, proxy: null, from, checked, close: () => agent.destroy() });
    },
  };
};
