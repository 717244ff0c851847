import type { CallProblem } from '../../app/ports.ts';
import { errorCode } from '../storage/file-error.ts';
import type { LineProxy } from './lines.ts';

/** The code of a failure below HTTP: `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`, a TLS code. */
export const brokenBy = (error: unknown): string => {
  const code = errorCode(error);
  if (code !== 'unknown') return code;
  return error instanceof Error && error.name === 'TimeoutError' ? 'ETIMEDOUT' : 'ECONNRESET';
};

/** What an answer's status says of the proxy itself: to CONNECT any but 200, else only that it wants a login. */
export const refusedBy = (
  proxy: LineProxy | null,
  status: number,
  answered: number | null = proxy?.answered() ?? null,
): CallProblem | null => {
  if (proxy === null) return null;
  const { name, withLogin } = proxy;
  const tunnelled = answered !== null && answered !== 200;
  if (status === 407 || answered === 407)
    return {
      kind: 'proxy',
      proxy: name,
      cause: withLogin ? 'login' : 'password',
      code: 'HTTP 407',
    };
  return tunnelled
    ? { kind: 'proxy', proxy: name, cause: 'refused', code: `HTTP ${answered}` }
    : null;
};

/** Whose fault a broken connection is: before a tunnel stands, or while connecting, it is the proxy's. */
export const brokenOn = (
  proxy: LineProxy | null,
  facts: { readonly secure: boolean; readonly host: string; readonly code: string },
): CallProblem => {
  const { host, code } = facts;
  const connecting = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code);
  const before = facts.secure ? proxy?.answered() === null : connecting;
  return proxy !== null && before
    ? { kind: 'proxy', proxy: proxy.name, cause: 'unreachable', code }
    : { kind: 'network', host, code };
};
