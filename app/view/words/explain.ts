import type { Denial, PolicyKind } from '../../credentials/denial.ts';
import type { ReadError, TextCause } from '../../credentials/explain.ts';
import type { ToldError } from '../../session/told-errors.ts';
import { denialWhy, shortArn } from './denial.ts';
import { failureWords, type Way } from './failure.ts';
import { spoken, t } from './say.ts';

export const explainLabels = spoken({
  title: 'Explain an error',
  show: 'Explain',
  about:
    'Says in plain words what an error of AWS means, whichever tool said it, and what to do now.',
  field: 'Error text, or encoded message',
  submit: 'Explain',
  clear: 'Clear',
  asking: 'Asking AWS what the encoded message means.',
  decoded: 'Decoded message, whole',
  result: 'What it means',
  now: 'What to do',
} as const);

/** Under the field: the keys that explain what is in it, and what becomes of it. */
export const explainHelp = (keys: string): string =>
  t`${keys} explains it. The text is neither kept nor logged.`;

/** What is told of an error: one sentence, what to do, and the facts in the order they are read. */
export type ToldWords = {
  readonly sentence: string;
  readonly now: string | null;
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** Why the encoded message was not decoded; null: it was, or there is none. */
  readonly undecoded: { readonly sentence: string; readonly way: Way | null } | null;
  /** The decoded message as JSON. */
  readonly decoded: string | null;
};

/** Whom to go to about a policy, and what helps. */
const mends: Readonly<Record<PolicyKind, readonly [none: string, deny: string]>> = spoken({
  'identity-based policy': [
    'Ask whoever manages this user or role to allow ACTION in one of its policies.',
    'A Deny beats every Allow: ask whoever manages this user or role to change that statement. If it denies whatever came without MFA, start a session with a code.',
  ],
  'resource-based policy': [
    'Ask the owner of the resource to allow this principal ACTION in the resource’s own policy.',
    'A Deny beats every Allow: ask the owner of the resource to change its policy.',
  ],
  'session policy': [
    'The credentials were narrowed when they were made: get new ones whose session policy allows ACTION.',
    'The credentials were narrowed when they were made: get new ones whose session policy does not deny ACTION.',
  ],
  'permissions boundary': [
    'Permissions beyond the boundary do not count: ask whoever manages this user or role to widen its boundary.',
    'The boundary denies it whatever else allows it: ask whoever manages this user or role to change its boundary.',
  ],
  'service control policy': [
    'The organization does not let the account do this: ask whoever manages the organization. Nobody in the account can change it.',
    'The organization forbids it to the account, often for regions or services: try another region, or ask whoever manages the organization. Nobody in the account can change it.',
  ],
  'resource control policy': [
    'The organization guards the resource: ask whoever manages the organization the resource belongs to.',
    'The organization guards the resource: ask whoever manages the organization the resource belongs to.',
  ],
  'VPC endpoint policy': [
    'The call went through a VPC endpoint whose policy does not allow it: call from elsewhere, or ask whoever manages the network.',
    'The call went through a VPC endpoint whose policy denies it: call from elsewhere, or ask whoever manages the network.',
  ],
  'role trust policy': [
    'Ask whoever manages the role to trust this principal in its trust policy; check MFA, external id and session name, which it may demand.',
    'The trust policy of the role denies this principal: ask whoever manages the role.',
  ],
});

const unnamed: readonly [string, string] = spoken([
  'AWS does not say which policy is missing: ask whoever manages the account to allow ACTION; if it is allowed there, look at the resource’s own policy, the boundary and the organization.',
  'A Deny beats every Allow, and AWS does not say which policy holds it: ask whoever manages the account; if it denies whatever came without MFA, start a session with a code.',
]);

/** What each cause means, and what to do now. */
const causes: Readonly<Record<Exclude<TextCause, 'denied'>, readonly [string, string]>> = spoken({
  'code-refused': [
    'AWS refused the MFA code as wrong or used before.',
    'Wait for the next code: each works once, for any call. If several in a row are refused, set the clock, or resync the device.',
  ],
  'device-refused': [
    'AWS does not know this MFA device for this user.',
    'Check mfa_serial: it names a device of the very user who signs.',
  ],
  'mfa-half-given': [
    'AWS got a code without a device, or the reverse.',
    'Give both: mfa_serial and the code.',
  ],
  'security-key': [
    'The MFA device is a security key (FIDO), which gives no codes, so no API takes it.',
    'Add a virtual MFA device to the same user and name it as mfa_serial; a user may have eight.',
  ],
  expired: [
    'The temporary credentials behind this have ended.',
    'Get new ones. A shell that holds old variables needs them anew; a live profile does not.',
  ],
  'request-expired': [
    'Either the credentials have ended, or the clock of that computer is off: EC2 says the same of both.',
    'Get new credentials first; if they are refused as well, set the clock.',
  ],
  'token-expired': [
    'The identity provider’s assertion or token has ended.',
    'Sign in to the identity provider again and use the new one at once.',
  ],
  'token-refused': [
    'AWS does not believe the identity provider’s assertion or token.',
    'Check that the provider is set up in that account, and for which audience the token was made.',
  ],
  clock: [
    'The clock of that computer is off by more than five minutes.',
    'Set the clock by the network’s time and try again.',
  ],
  'key-unknown': [
    'AWS does not know the access key: it was deactivated or deleted, belongs to another partition, or its session token is missing. IAM says the same to a session without MFA.',
    'Check which credentials the tool used; start a session with a code, or replace the key.',
  ],
  signature: [
    'The secret access key does not belong to the key id, or something on the way changed the request.',
    'Set the key again, whole; keys of two profiles may have been mixed.',
  ],
  'region-disabled': [
    'This region is not enabled for the account.',
    'Enable it in the account’s settings, or use another region’s STS.',
  ],
  throttled: ['AWS asked to slow down.', 'Wait a little, then make fewer calls at once.'],
  server: ['AWS had a fault of its own.', 'Try again in a while.'],
  'duration-above-role': [
    'The role does not last as long as was asked: it has a MaxSessionDuration.',
    'Lower duration_seconds, or have the role’s maximum raised.',
  ],
  'duration-above-chain': [
    'A role assumed by a role lasts one hour at most, whatever its maximum is.',
    'Ask for 3600 seconds or less, or assume the role straight from a user’s key.',
  ],
  'invalid-request': [
    'AWS could not read the request: a value breaks one of its rules.',
    'The rest of the message names the value; check it in the profile or command.',
  ],
  'name-exists': ['There is something of this name already.', 'Choose another name.'],
  limit: [
    'AWS allows no more of these.',
    'Remove one that is not needed, or have the limit raised.',
  ],
  'not-found': [
    'There is nothing of this name.',
    'Check the name and the account; what was just made may take seconds to be seen.',
  ],
  'in-use': ['Something else still hangs on it.', 'Remove that first.'],
  'no-credentials': [
    'The tool found no credentials, or only half of them; AWS was not asked.',
    'Set AWS_PROFILE or the AWS variables in that shell: copy the exports of a role, or use a live profile.',
  ],
  'no-profile': [
    'The tool found no profile of this name in its files.',
    'Check AWS_PROFILE, AWS_CONFIG_FILE and the name’s spelling; in the config file it stands as [profile NAME].',
  ],
  'no-region': ['The tool knows no region to call.', 'Set AWS_REGION, or region in the profile.'],
  'no-answer': [
    'The tool got no answer from AWS.',
    'Check network and proxy; the connection test in the settings tries the way step by step.',
  ],
  certificate: [
    'The tool does not trust the certificate of whoever answered.',
    'Behind a proxy that opens TLS, name its certificate as ca_bundle or AWS_CA_BUNDLE.',
  ],
  unknown: [
    'AWS refused it with a code that has no explanation here.',
    'The text itself says what AWS knows.',
  ],
});

/** Where the Deny stands, or the Allow is missing. */
const policyNames: Readonly<Record<PolicyKind | 'unsaid', readonly [none: string, deny: string]>> =
  spoken({
    'identity-based policy': [
      'no allow in any identity-based policy of the user or role',
      'explicit deny in an identity-based policy of the user or role',
    ],
    'resource-based policy': [
      'no allow in any resource-based policy',
      'explicit deny in a resource-based policy',
    ],
    'session policy': ['no allow in any session policy', 'explicit deny in a session policy'],
    'permissions boundary': [
      'no allow in any permissions boundary',
      'explicit deny in a permissions boundary',
    ],
    'service control policy': [
      'no allow in any service control policy (SCP) of the organization',
      'explicit deny in a service control policy (SCP) of the organization',
    ],
    'resource control policy': [
      'no allow in any resource control policy (RCP) of the organization',
      'explicit deny in a resource control policy (RCP) of the organization',
    ],
    'VPC endpoint policy': [
      'no allow in any VPC endpoint policy',
      'explicit deny in a VPC endpoint policy',
    ],
    'role trust policy': [
      'no allow in any trust policy of the role',
      'explicit deny in a trust policy of the role',
    ],
    unsaid: [
      'no allow in any policy; which kind, AWS does not say',
      'explicit deny in a policy; which kind, AWS does not say',
    ],
  });

type Merged = Omit<Denial, 'action' | 'explicit'> & {
  readonly action: string | null;
  readonly explicit: boolean | null;
};

/** What the text and its decoded message say, taken together: the decoded one knows better. */
const merged = ({ read, decoding }: ToldError, error: ReadError): Merged => {
  const denial = decoding.kind === 'decoded' ? decoding.explained.denial : null;
  const { policy } = error;
  return denial === null || read.kind !== 'error'
    ? { ...error, statement: null }
    : { ...denial, policy: denial.policy ?? policy };
};

const deniedSentence = ({ action, resource, principal, ...why }: Merged): string => {
  const what = action === null ? t`AWS denied the call` : t`AWS denied ${action}`;
  const on = resource === null || resource === '*' ? '' : t` on ${shortArn(resource)}`;
  const to = principal === null ? '' : t` to ${shortArn(principal)}`;
  const because =
    why.explicit === null
      ? t`it does not say which policy said no`
      : denialWhy({ ...why, explicit: why.explicit });
  return t`${what}${on}${to}: ${because}.`;
};

const whichPolicy = ({ explicit, policy }: Merged): string => {
  if (explicit === null) return t`not said`;
  const [none, deny] = policyNames[policy ?? 'unsaid'];
  return explicit ? deny : none;
};

const deniedNow = ({ action, explicit, policy }: Merged): string => {
  const [none, deny] = policy === null ? unnamed : mends[policy];
  return (explicit === true ? deny : none).replaceAll('ACTION', action ?? t`the call`);
};

const fact = (label: string, text: string | null): readonly (readonly [string, string])[] =>
  text === null ? [] : [[label, text]];

const behind = (error: ReadError) => [
  ...fact(t`Call`, error.operation),
  ...fact(t`Code`, error.code),
  ...fact(t`Request`, error.requestId),
];

const nothing = { now: null, facts: [], undecoded: null, decoded: null } as const;

/** An error that a person brought along, in words (BO7). */
export const toldErrorWords = (told: ToldError): ToldWords => {
  const { read, decoding } = told;
  switch (read.kind) {
    case 'empty':
      return { ...nothing, sentence: t`There is nothing to explain yet; paste an error.` };
    case 'credentials':
      return {
        ...nothing,
        sentence: t`These look like credentials, not like an error; they were not looked at further.`,
        now: t`If they were shown to somebody, replace them.`,
      };
    case 'unknown':
      return {
        ...nothing,
        sentence: t`This is not understood: it has no error code or sentence of AWS known here.`,
        now: t`Paste the whole error, with its code and request id; what was pasted still stands above.`,
      };
    default:
      break;
  }
  const { error } = read;
  const failure = decoding.kind === 'failed' ? failureWords(decoding.failure, 0) : null;
  const undecoded = failure === null ? null : { sentence: failure.sentence, way: failure.way };
  const decoded = decoding.kind === 'decoded' ? decoding.explained.text : null;
  if (error.cause !== 'denied') {
    const [sentence, now] = causes[error.cause];
    return { sentence, now, facts: behind(error), undecoded, decoded };
  }
  const bare = error.action === null && error.code === null && error.encoded !== null;
  if (bare && decoding.kind !== 'decoded')
    return {
      ...nothing,
      sentence: t`This is an encoded authorization message; what it says is known once it is decoded.`,
      undecoded,
    };
  const all = merged(told, error);
  return {
    sentence: deniedSentence(all),
    now: deniedNow(all),
    facts: [
      ...fact(t`Who`, all.principal),
      ...fact(t`What`, all.action),
      ...fact(t`On what`, all.resource),
      ...fact(t`Policy`, whichPolicy(all)),
      ...fact(t`Which one`, error.policyArn),
      ...fact(t`Statement`, all.statement),
      ...behind(error),
    ],
    undecoded,
    decoded,
  };
};

/** The same for a terminal. */
export const toldLines = (told: ToldError): string => {
  const { sentence, now, facts, undecoded, decoded } = toldErrorWords(told);
  const wide = Math.max(0, ...facts.map(([label]) => label.length));
  return [
    sentence,
    ...(now === null ? [] : [now]),
    ...facts.map(([label, text]) => `  ${label.padEnd(wide)}  ${text}`),
    ...(undecoded === null ? [] : [t`The encoded message was not decoded: ${undecoded.sentence}`]),
    ...(decoded === null ? [] : ['', decoded]),
    '',
  ].join('\n');
};
