import type { OperationCommand, OperationKind } from '../../app/contract-operations.ts';
import type { MadeRow, OperationView } from '../../app/view/window.ts';
import { settle } from './model-clock.ts';
import type { Model } from './model-engine.ts';

export const ROLE = 'arn:aws:iam::111122223333:role/analyst';
export const PROVIDER = 'arn:aws:iam::111122223333:saml-provider/acme-login';
export const ASSERTION = 'PHNhbWxwOlJlc3BvbnNlPnBsYW50ZWQ8L3NhbWxwOlJlc3BvbnNlPg==';
export const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.cGxhbnRlZA.c2lnbmF0dXJl';

type Of<K extends OperationKind> = Extract<OperationCommand, { readonly kind: K }>;

/** Commands that ask for nothing special, to be changed by a test. */
export const assumeRole = (over: Partial<Of<'assume-role'>> = {}): Of<'assume-role'> => ({
  kind: 'assume-role',
  profile: 'dev',
  name: 'dev-narrow',
  roleSessionName: null,
  durationSeconds: null,
  policy: null,
  policyArns: [],
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
  serialNumber: null,
  tokenCode: null,
  ...over,
});

export const getSession = (
  over: Partial<Of<'get-session-token'>> = {},
): Of<'get-session-token'> => ({
  kind: 'get-session-token',
  identity: null,
  durationSeconds: null,
  serialNumber: null,
  tokenCode: null,
  forceNew: false,
  ...over,
});

export const assumeSaml = (over: Partial<Of<'assume-saml'>> = {}): Of<'assume-saml'> => ({
  kind: 'assume-saml',
  name: null,
  region: null,
  roleArn: ROLE,
  principalArn: PROVIDER,
  assertion: ASSERTION,
  durationSeconds: null,
  policy: null,
  policyArns: [],
  ...over,
});

export const assumeWebIdentity = (
  over: Partial<Of<'assume-web-identity'>> = {},
): Of<'assume-web-identity'> => ({
  kind: 'assume-web-identity',
  name: 'ci',
  region: null,
  roleArn: ROLE,
  roleSessionName: null,
  source: { kind: 'token', token: TOKEN },
  providerId: null,
  durationSeconds: null,
  policy: null,
  policyArns: [],
  ...over,
});

export const federate = (over: Partial<Of<'federate'>> = {}): Of<'federate'> => ({
  kind: 'federate',
  identity: 'ada',
  name: null,
  userName: 'guest',
  durationSeconds: null,
  policy: null,
  policyArns: [],
  tags: [],
  ...over,
});

/** Sends a command and lets everything that it started come to rest. */
export const ask = async (model: Model, command: OperationCommand): Promise<void> => {
  model.engine.run(command);
  for (let turn = 0; turn < 6; turn += 1) {
    // One turn of the event loop after another, not at once.
    // eslint-disable-next-line no-await-in-loop
    await settle();
  }
};

export const progressOf = (model: Model, kind: OperationKind): OperationView => {
  const found = model.snapshot().operations.find(({ operation }) => operation === kind);
  if (found === undefined) throw new Error(`nobody asked for ${kind}`);
  return found;
};

export const madeRow = (model: Model, name: string): MadeRow => {
  const found = model.snapshot().made.find((row) => row.name === name);
  if (found === undefined) throw new Error(`no grant named ${name}`);
  return found;
};
