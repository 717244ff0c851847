import { classify } from '../credentials/classify.ts';
import type { Check } from '../doctor/check.ts';
import { reportOf } from '../doctor/report.ts';
import { decideChecks } from '../doctor/rules.ts';
import type { GrantRef } from '../model.ts';
import type { Endpoint } from '../ports.ts';
import type { Copying } from './copying.ts';
import type { Core, Sources } from './core.ts';
import { endpointOfGrant } from './place.ts';

export type Doctor = {
  /** Checks everything, once; asked again meanwhile, the one that runs answers. Its outcome is state. */
  examine(): Promise<void>;
  copyReport(): Promise<void>;
};

/** So many endpoints are tried at once. */
const AT_ONCE = 6;

/** So many at most: a company has some dozens of regions. */
const MOST_ENDPOINTS = 60;

type Places = {
  readonly endpoints: readonly Endpoint[];
  readonly without: readonly Check[];
};

export const createDoctor = (
  core: Core,
  sources: Sources,
  copying: Pick<Copying, 'place'>,
): Doctor => {
  const { ports, store } = core;
  let turn = 0;
  let examining: Promise<void> | null = null;

  /** STS wherever roles and identities ask it, each place once. */
  const placesInUse = (): Places => {
    const { roles, identities } = store.state();
    const refs: readonly GrantRef[] = [
      ...[...identities.keys()].map((identity) => ({ kind: 'session', identity }) as const),
      ...[...roles.values()]
        .filter(({ chain }) => chain.kind !== 'broken')
        .map(({ profile }) => ({ kind: 'role', profile }) as const),
    ];
    const endpoints = new Map<string, Endpoint>();
    const without = new Map<string, Check>();
    for (const ref of refs) {
      const found = endpointOfGrant(store.state(), ref, 'sts');
      if (found.ok) endpoints.set(`${found.value.url} ${found.value.caBundle ?? ''}`, found.value);
      else
        without.set(JSON.stringify(found.failure), {
          verdict: 'problem',
          found: { check: 'no-endpoint', failure: found.failure },
        });
    }
    return {
      endpoints: [...endpoints.values()].slice(0, MOST_ENDPOINTS),
      without: [...without.values()],
    };
  };

  const reach = async (endpoint: Endpoint): Promise<Check> => {
    const { region, url } = endpoint;
    const host = url.replace(/^https?:\/\//, '');
    let failed: Check | null = null;
    await ports.network.probe(endpoint, (step, outcome) => {
      if (outcome.ok) return;
      const about = { withCode: false, stillValid: true };
      const failure = classify('GetCallerIdentity', outcome.failure, about);
      failed = {
        verdict: 'problem',
        found: { check: 'reach-failed', region, host, step, failure },
      };
    });
    return failed ?? { verdict: 'ok', found: { check: 'reach', region, host } };
  };

  const run = async (): Promise<void> => {
    turn += 1;
    const { endpoints, without } = placesInUse();
    const checks: Check[] = [];
    let waiting = endpoints.length;
    const tell = (): void =>
      store.apply({ kind: 'doctor', doctor: { kind: 'running', checks: [...checks], waiting } });
    tell();
    const facts = await ports.machine.look(store.state().paths);
    checks.push(
      ...decideChecks(store.state(), sources.profiles, facts, core.time.isLearnt()),
      ...without,
    );
    tell();
    const left = [...endpoints];
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        // oxlint-disable-next-line no-await-in-loop -- so many at once, and no more
        checks.push(await reach(next));
        waiting -= 1;
        tell();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    store.apply({
      kind: 'doctor',
      doctor: { kind: 'done', checks, about: facts.about, turn, copied: false },
    });
    const count = (verdict: Check['verdict']): number =>
      checks.filter((one) => one.verdict === verdict).length;
    ports.journal.write({
      kind: 'examined',
      facts: { problems: count('problem'), warnings: count('warning') },
    });
  };

  return {
    examine: () => {
      examining ??= run().finally(() => {
        examining = null;
      });
      return examining;
    },
    copyReport: async () => {
      const { doctor } = store.state();
      if (doctor.kind !== 'done') return;
      const isThere = await copying.place(reportOf(doctor.checks, doctor.about));
      if (!isThere || store.state().doctor !== doctor) return;
      store.apply({ kind: 'doctor', doctor: { ...doctor, copied: true } });
    },
  };
};
