import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { classify, isPassing, neverArrived } from '../../../app/credentials/classify.ts';
import type { CallProblem } from '../../../app/ports.ts';

const about = { withCode: true, stillValid: true };
const host = 'sts.eu-west-1.amazonaws.com';
const broken = (code: string): CallProblem => ({ kind: 'network', host, code });
const proxy = 'proxy.corp:3128';
const stopped = (cause: 'password' | 'login' | 'refused' | 'unreachable' | 'unsupported') =>
  ({ kind: 'proxy', proxy, cause, code: 'X' }) as const;

/** Problem, its failure, whether time may mend it, whether AWS cannot have seen the call. */
const table = [
  [broken('ECONNREFUSED'), { kind: 'network', host, code: 'ECONNREFUSED' }, true, false],
  [broken('ETIMEDOUT'), { kind: 'network' }, true, false],
  [broken('CERT_HAS_EXPIRED'), { kind: 'tls', host, cause: 'expired' }, true, true],
  [broken('SELF_SIGNED_CERT_IN_CHAIN'), { kind: 'tls', cause: 'untrusted' }, true, true],
  [broken('ERR_TLS_CERT_ALTNAME_INVALID'), { kind: 'tls', cause: 'wrong-host' }, true, true],
  [stopped('password'), { kind: 'proxy', proxy, cause: 'password', code: 'X' }, false, true],
  [stopped('login'), { kind: 'proxy', cause: 'login' }, false, true],
  [stopped('unsupported'), { kind: 'proxy', cause: 'unsupported' }, false, true],
  [stopped('refused'), { kind: 'proxy', cause: 'refused' }, true, true],
  [stopped('unreachable'), { kind: 'proxy', cause: 'unreachable' }, true, true],
  [
    { kind: 'file', path: '/ca.pem', detail: systemDetail('ENOENT') },
    { kind: 'file', action: 'read', path: '/ca.pem', detail: systemDetail('ENOENT') },
    false,
    false,
  ],
] as const;

describe('what the network did to a call (BO9)', () => {
  it.each(table)('%o is %o; passing: %s, never arrived: %s', (problem, facts, passes, never) => {
    const failure = classify('GetSessionToken', problem, about);
    expect(failure).toMatchObject(facts);
    expect([isPassing(failure), neverArrived(failure)]).toEqual([passes, never]);
  });
});
