import type { Failure } from '../failure.ts';
import type { LabStage } from './trial.ts';

type Late = (failure: Extract<Failure, { readonly kind: 'aws' }>) => boolean;

const notThere: Late = ({ cause }) => cause === 'not-found';
const never: Late = () => false;

/**
 * Which refusals at a step may come of IAM's delay alone: what was made a moment ago is not seen everywhere yet
 * (aws-rules.md, Time). Tried again, with a deadline, and a code never twice.
 */
const late: Readonly<Record<LabStage, Late>> = {
  user: never,
  'user-policy': notThere,
  key: notThere,
  device: never,
  enabled: notThere,
  // A trust policy names the user, whom AWS looks up.
  role: ({ code }) => code.startsWith('MalformedPolicyDocument'),
  'role-policy': notThere,
  'key-works': ({ cause }) => cause === 'key-unknown',
  refused: ({ cause }) => cause === 'key-unknown',
  granted: ({ cause }) =>
    cause === 'denied' || cause === 'device-refused' || cause === 'key-unknown',
  used: ({ cause }) => cause === 'denied' || cause === 'key-unknown' || cause === 'not-found',
  console: never,
};

export const isLate = (stage: LabStage, failure: Failure): boolean =>
  (failure.kind === 'lab' && failure.cause === 'not-seen') ||
  (failure.kind === 'aws' && late[stage](failure));

/** Steps that may be made again after a lost answer. A key's or seed's answer is the only one that holds it. */
export const isRepeatable = (stage: LabStage): boolean => stage !== 'key' && stage !== 'device';
