import { classify } from '../credentials/classify.ts';
import { toldTime } from '../credentials/told-time.ts';
import type { Failure } from '../failure.ts';
import type { GrantRef } from '../model.ts';
import { configuredEndpoints, endpointFor } from '../network/endpoint.ts';
import type { ProbeFact, ProbeStep } from '../network/probe.ts';
import type { Endpoint } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { secret } from '../secret.ts';
import type { ConnectionStep } from '../session/state.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';
import { endpointOfGrant } from './place.ts';
import { identityOf } from './timekeeping.ts';

export type Connection = {
  /** Tries the way to STS for a grant, or for the first identity there is; its steps are state (BO9). */
  test(target: GrantRef | null): Promise<void>;
  /** Keeps the proxy's password in the keychain; an empty one takes it away. */
  keepPassword(password: string): Promise<void>;
};

export const createConnection = (core: Core, keys: Keys): Connection => {
  const { ports, store, time, learnTime } = core;

  const whose = (target: GrantRef | null): GrantRef | null => {
    const [first] = store.state().identities.keys();
    return target ?? (first === undefined ? null : { kind: 'session', identity: first });
  };

  const endpointOf = (ref: GrantRef | null): Result<Endpoint, Failure> => {
    if (ref !== null) return endpointOfGrant(store.state(), ref, 'sts');
    const found = endpointFor('sts', configuredEndpoints(ports.host.environment, null, null), null);
    return found.ok ? found : fail({ kind: 'endpoint', cause: found.failure });
  };

  /** Who is asked to sign: the identity itself, also for a role, since a test starts nothing. */
  const signed = async (
    endpoint: Endpoint,
    identity: string,
    tell: (step: ProbeStep, outcome: Result<ProbeFact, Failure>) => void,
  ): Promise<void> => {
    const signer = await keys.signer(identity);
    if (!signer.ok) return tell('call', signer);
    const answer = await ports.sts.getCallerIdentity({
      endpoint,
      signer: signer.value,
      skew: time.skew(),
    });
    const { outcome } = answer;
    learnTime(toldTime(answer));
    const about = { withCode: false, stillValid: true };
    if (!outcome.ok)
      return tell('call', fail(classify('GetCallerIdentity', outcome.failure, about)));
    tell('call', ok({ step: 'call', arn: outcome.value.arn }));
    tell('clock', ok({ step: 'clock', skew: time.skew() }));
  };

  const run = async (target: GrantRef | null): Promise<void> => {
    const steps: ConnectionStep[] = [];
    const tell = (step: ProbeStep, outcome: Result<ProbeFact, Failure>): void => {
      steps.push(
        outcome.ok
          ? { kind: 'passed', step, fact: outcome.value }
          : { kind: 'failed', step, failure: outcome.failure },
      );
      store.apply({ kind: 'connection', connection: { kind: 'testing', steps: [...steps] } });
    };
    store.apply({ kind: 'connection', connection: { kind: 'testing', steps } });
    const ref = whose(target);
    const endpoint = endpointOf(ref);
    if (endpoint.ok) {
      const { url, region } = endpoint.value;
      tell('endpoint', ok({ step: 'endpoint', url, region }));
      await ports.network.probe(endpoint.value, (step, outcome) => {
        const about = { withCode: false, stillValid: true };
        tell(
          step,
          outcome.ok ? outcome : fail(classify('GetCallerIdentity', outcome.failure, about)),
        );
      });
      const identity = ref && identityOf(store.state(), ref);
      const passed = steps.every(({ kind }) => kind === 'passed');
      if (passed && identity !== null) await signed(endpoint.value, identity, tell);
    } else tell('endpoint', endpoint);
    store.apply({ kind: 'connection', connection: { kind: 'tested', steps } });
    const last = steps.at(-1);
    ports.journal.write({
      kind: 'connection-tested',
      facts: {
        host: endpoint.ok ? endpoint.value.url : null,
        failed: last?.kind === 'failed' ? last.step : null,
        code: last?.kind === 'failed' && 'code' in last.failure ? last.failure.code : null,
      },
    });
  };

  return {
    test: async (target) => {
      // Asked for again meanwhile: the one that runs answers.
      if (store.state().connection.kind !== 'testing') await run(target);
    },
    keepPassword: async (typed) => {
      if (store.state().settings.proxyUser === null) return;
      store.apply({ kind: 'proxy-password', proxyPassword: { kind: 'storing' } });
      const kept = await ports.network.keepPassword(typed === '' ? null : secret(typed));
      store.apply({
        kind: 'proxy-password',
        proxyPassword: kept.ok
          ? { kind: typed === '' ? 'gone' : 'kept' }
          : {
              kind: 'failed',
              failure: { kind: 'vault', action: 'store', ...kept.failure },
            },
      });
      core.look();
    },
  };
};
