import type { Instant } from '../model.ts';

/**
 * The trial (EX4): a user with a key, a virtual device, and a role that needs MFA, made in the person's own account to
 * walk through being refused, giving a code and being granted, and removed without trace.
 */
export type Trial = {
  /** Of everything that is made; chosen before anything is. */
  readonly name: string;
  /** Whose key or session makes and removes it. */
  readonly identity: string;
  readonly account: string;
  readonly partition: string;
  /** When the last thing was about to be made, in AWS's time: what was made just now may not be seen yet. */
  readonly lastAt: Instant;
  /** It was made and walked through to the end: all of it is seen. */
  readonly whole: boolean;
};

/** Users and roles of trials are under it, so that they are found again without knowing their names. */
export const LAB_PATH = '/fobwatch-lab/';
const PREFIX = 'fobwatch-lab-';
export const LAB_TAGS = [{ key: 'fobwatch', value: 'lab' }] as const;
/** The one policy of the user, and the one of the role. */
export const LAB_POLICY = 'fobwatch-lab';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** A name nobody has: `random` gives numbers in 0..1. */
export const trialName = (random: () => number): string =>
  PREFIX +
  Array.from({ length: LENGTH }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length))).join(
    '',
  );

export const isTrialName = (name: string): boolean =>
  name.startsWith(PREFIX) && /^[a-z0-9]{1,40}$/.test(name.slice(PREFIX.length));

/** The name in the serial number of a trial's device; null for any other device. */
export const trialOfDevice = (serial: string): string | null => {
  const name = serial.split(':mfa/')[1] ?? '';
  return isTrialName(name) ? name : null;
};

const iamArn = ({ partition, account }: Trial, rest: string): string =>
  `arn:${partition}:iam::${account}:${rest}`;

export const userArnOf = (trial: Trial): string => iamArn(trial, `user${LAB_PATH}${trial.name}`);
export const roleArnOf = (trial: Trial): string => iamArn(trial, `role${LAB_PATH}${trial.name}`);
export const deviceSerialOf = (trial: Trial): string => iamArn(trial, `mfa/${trial.name}`);

const VERSION = '2012-10-17';

/** What the user may do: assume the role, and nothing else. */
export const userPolicyOf = (trial: Trial): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArnOf(trial) },
  });

/** Whom the role trusts: the user, with MFA. */
export const trustOf = (trial: Trial): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: userArnOf(trial) },
      Action: 'sts:AssumeRole',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  });

/** What the role may do: read the names of buckets, and itself. */
export const rolePolicyOf = (trial: Trial): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: [
      { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      { Effect: 'Allow', Action: 'iam:GetRole', Resource: roleArnOf(trial) },
    ],
  });

/** The steps of a trial, in their order: what is made, then what is walked through. */
export const labStages = [
  'user',
  'user-policy',
  'key',
  'device',
  'enabled',
  'role',
  'role-policy',
  'key-works',
  'refused',
  'granted',
  'used',
  'console',
] as const;
export type LabStage = (typeof labStages)[number];

/** Something a trial makes, or left behind. */
export type LabThing = {
  readonly kind: 'user' | 'key' | 'device' | 'role' | 'policy';
  /** null: AWS gives it one. */
  readonly name: string | null;
  /** What it belongs to; null: it stands for itself. */
  readonly of: { readonly kind: 'user' | 'role'; readonly name: string } | null;
};

/** A thing of its own. */
export const labThing = (kind: LabThing['kind'], name: string): LabThing => ({
  kind,
  name,
  of: null,
});

/** What is going to be made, told before it is. */
export const thingsOf = (trial: Trial): readonly LabThing[] => [
  labThing('user', userArnOf(trial)),
  { kind: 'policy', name: LAB_POLICY, of: { kind: 'user', name: trial.name } },
  { kind: 'key', name: null, of: { kind: 'user', name: trial.name } },
  labThing('device', deviceSerialOf(trial)),
  labThing('role', roleArnOf(trial)),
  { kind: 'policy', name: LAB_POLICY, of: { kind: 'role', name: trial.name } },
];
