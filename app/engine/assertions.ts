import type { AssertionFrom, AssertionProblem } from '../credentials/assertion.ts';
import type { Failure } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Core } from './core.ts';

export type AssertionReading = {
  read(from: AssertionFrom): Promise<void>;
  /** The assertion that was read, once: AWS takes it for five minutes and it is not kept beyond its use. */
  take(): Secret | null;
  drop(): void;
};

const failureOf = (from: AssertionFrom, problem: AssertionProblem): Failure => {
  switch (problem.kind) {
    case 'file':
      return { ...problem, action: 'read' };
    case 'flaw':
      return { kind: 'assertion', from: from.kind, flaw: problem.flaw };
    case 'program':
      return problem;
    default:
      return problem satisfies never;
  }
};

/** Reads a SAML assertion for the form of other credentials, and holds it while that is open (BO3). */
export const createAssertionReading = ({ ports, store }: Core): AssertionReading => {
  let held: Secret | null = null;
  let turn = 0;

  const drop = (): void => {
    turn += 1;
    held = null;
    if (store.state().assertion.kind !== 'none')
      store.apply({ kind: 'assertion', assertion: { kind: 'none' } });
  };

  return {
    read: async (from) => {
      drop();
      const mine = turn;
      store.apply({ kind: 'assertion', assertion: { kind: 'reading' } });
      const read = await ports.assertions.read(from);
      if (turn !== mine) return;
      if (read.ok) held = read.value.assertion;
      store.apply({
        kind: 'assertion',
        assertion: read.ok
          ? { kind: 'offered', offer: read.value.offer }
          : { kind: 'failed', failure: failureOf(from, read.failure) },
      });
    },
    take: () => {
      const taken = held;
      drop();
      return taken;
    },
    drop,
  };
};
