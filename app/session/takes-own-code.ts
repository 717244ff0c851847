import { isPassing } from '../credentials/classify.ts';
import type { Failure } from '../failure.ts';
import type { AppState } from './state.ts';

const mayPass = (failure: Failure): boolean =>
  failure.kind === 'code-spent' || failure.kind === 'code-unsure' || isPassing(failure);

/**
 * Whether an identity's codes come by themselves just now. After a refusal they do not: a person is asked, and once
 * their code was taken it goes on.
 */
export const takesOwnCode = (state: AppState, identity: string): boolean => {
  if (!state.devices.sources.has(identity)) return false;
  const check = state.codeChecks.get(identity);
  return check?.kind !== 'refused' || mayPass(check.failure);
};
