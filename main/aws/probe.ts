import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostPort, originOf, type Address } from '../../app/network/address.ts';
import type { CallProblem, Network } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { brokenBy, brokenOn, refusedBy } from './broken.ts';
import type { Line, Lines } from './lines.ts';

type Done = Parameters<Network['probe']>[1];

const issuerOf = (socket: TLSSocket): string | null => {
  // An empty object where there is no certificate, whatever the types say.
  const { issuer } = socket.getPeerCertificate();
  const name: unknown = issuer?.O ?? issuer?.CN;
  return typeof name === 'string' ? name : null;
};

/** Waits for a connection and closes it again. */
const reach = ({ host, port }: Address, patience: number): Promise<Result<null, string>> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (result: Result<null, string>): void => {
      socket.destroy();
      resolve(result);
    };
    socket
      .once('connect', () => end(ok(null)))
      .once('error', (error) => end(fail(brokenBy(error))))
      .once('timeout', () => end(fail('ETIMEDOUT')));
  });

/** One unsigned GET: tunnel, certificate and answer are steps of this one request. */
const ask = (line: Line, whole: number, done: Done): Promise<void> =>
  new Promise((resolve) => {
    const { target, proxy, agent } = line;
    const secure = target.scheme === 'https';
    const host = hostPort(target);
    const state = { ended: false, secured: false };
    const end = (step: 'tunnel' | 'tls' | 'answer', failure: CallProblem | null): void => {
      if (state.ended) return;
      state.ended = true;
      if (failure !== null) done(step, fail(failure));
      deadline.removeEventListener('abort', late);
      sent.destroy();
      resolve();
    };
    const stepNow = (): 'tunnel' | 'tls' | 'answer' => {
      if (!secure || state.secured) return 'answer';
      return proxy !== null && proxy.answered() === null ? 'tunnel' : 'tls';
    };
    const breakOff = (code: string): void =>
      end(stepNow(), brokenOn(proxy, { secure, host, code }));
    const deadline = AbortSignal.timeout(whole);
    const late = (): void => breakOff('ETIMEDOUT');
    deadline.addEventListener('abort', late);

    const sent = (secure ? httpsRequest : httpRequest)(`${originOf(target)}/`, { agent });
    sent.on('proxyConnect', ({ statusCode }: { readonly statusCode?: number }) => {
      if (!secure || proxy === null || statusCode === undefined) return;
      const refused = refusedBy(proxy, statusCode, statusCode);
      if (refused === null) done('tunnel', ok({ step: 'tunnel', proxy: proxy.name }));
      else end('tunnel', refused);
    });
    sent.on('socket', (socket) => {
      if (!(socket instanceof TLSSocket)) return;
      socket.once('secureConnect', () => {
        state.secured = true;
        const protocol = socket.getProtocol() ?? 'TLS';
        const { checked } = line;
        done('tls', ok({ step: 'tls', protocol, issuer: issuerOf(socket), checked }));
      });
    });
    sent.on('response', ({ statusCode = 0 }) => {
      const refused = refusedBy(proxy, statusCode);
      if (refused === null && !state.ended)
        done('answer', ok({ step: 'answer', status: statusCode }));
      end('answer', refused);
    });
    sent.on('error', (error) => breakOff(brokenBy(error)));
    sent.end();
  });

/** The steps of a connection test below signing: proxy, name, connection, tunnel, certificate, answer (BO9). */
export const createProbe =
  (lines: Lines): Network['probe'] =>
  async (endpoint, done) => {
    const { connect: patience, whole } = lines.times();
    const opened = await lines.open(endpoint.url, endpoint.caBundle);
    if (!opened.ok) {
      const { kind } = opened.failure;
      return done(kind === 'proxy' ? 'proxy' : kind === 'file' ? 'tls' : 'name', opened);
    }
    const line = opened.value;
    const { target, proxy, from } = line;
    done('proxy', ok({ step: 'proxy', proxy: proxy?.name ?? null, from }));
    const next = proxy?.address ?? target;
    const broken = (code: string): Result<never, CallProblem> =>
      fail(
        proxy === null
          ? { kind: 'network', host: hostPort(target), code }
          : { kind: 'proxy', proxy: proxy.name, cause: 'unreachable', code },
      );
    if (isIP(next.host) === 0) {
      try {
        const { address } = await lookup(next.host);
        done('name', ok({ step: 'name', host: next.host, address }));
      } catch (error) {
        line.close();
        return done('name', broken(brokenBy(error)));
      }
    }
    const reached = await reach(next, patience);
    if (reached.ok) {
      done('connect', ok({ step: 'connect', host: hostPort(next) }));
      await ask(line, whole, done);
    } else done('connect', broken(reached.failure));
    line.close();
  };
