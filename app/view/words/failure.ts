import { saysAbsent } from '../../detail.ts';
import { detailOrNone, detailWords } from './detail.ts';
import type { Failure } from '../../failure.ts';
import { grantName, type Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import { again, awsSaid } from './aws-failure.ts';
import { assertionWords, programWords } from './assertion.ts';
import { argumentWords } from './argument.ts';
import {
  nothingToShare,
  nothingToUndo,
  otherFileWords,
  sectionWords,
  unfitCommandWords,
} from './aws-section.ts';
import { blockFailureWords } from './copy.ts';
import { labFailureWords } from './lab.ts';
import { lockedWords } from './locked.ts';
import { loadFailureWords } from './load.ts';
import { consoleFailureWords } from './console.ts';
import { deviceFailureSaid } from './device-failure.ts';
import { denialWords } from './denial.ts';
import { rotationFailureWords } from './rotation.ts';
import { chainWords } from './profile.ts';
import { profileFieldWords } from './profile-field.ts';
import { endpointFailureWords } from './connection.ts';
import { proxySaid, tlsSaid } from './network-failure.ts';
import { sourceDetail, sourceWords } from './source.ts';
import { leftWords } from './time.ts';
import {
  addKey,
  checkIdentity,
  enterCode,
  openConfig,
  openSettings,
  retryKeychain,
  tryAgain,
  type Said,
  type Way,
} from './ways.ts';
import { plural, spoken, t } from './say.ts';

export type { Way } from './ways.ts';

export type FailureWords = {
  /** One sentence: what happened, to what, what now. */
  readonly sentence: string;
  readonly way: Way | null;
  /** AWS's or the system's own words, kept for whoever wants them. */
  readonly detail: string | null;
};

const fieldWords = ({ field, rule }: Extract<Failure, { kind: 'field' }>): string => {
  switch (field) {
    case 'name':
      return t`The name must be ${rule}.`;
    case 'accessKeyId':
      return t`The access key id must be ${rule}.`;
    case 'secretAccessKey':
      return t`The secret access key must be ${rule}.`;
    case 'serial':
      return t`The MFA serial number must be ${rule}.`;
    default:
      return assertNever(field);
  }
};

const vaultVerbs = spoken({
  store: 'did not take the key',
  read: 'did not give the key',
  remove: 'did not remove the key',
} as const);

const nextCode = (at: Instant, now: Instant): string =>
  at <= now ? t`the next code is there` : t`next code in ${leftWords(at - now)}`;

const digitsTyped = (digits: number): string =>
  digits === 0
    ? t`no digit was typed`
    : plural(digits, { one: '# was typed', other: '# were typed' });

const said = (failure: Failure, now: Instant): Said => {
  switch (failure.kind) {
    case 'aws': {
      const [plain, way] = awsSaid(failure.operation, failure.cause, failure.code);
      const denial = failure.cause === 'denied' ? failure.explained?.denial : null;
      return [denial ? denialWords(denial) : plain, way];
    }
    case 'network':
      return [t`${failure.host} could not be reached; ${again(failure.operation)}.`, tryAgain];
    case 'proxy':
      return proxySaid(failure.cause, failure.proxy);
    case 'tls':
      return tlsSaid(failure.cause, failure.host);
    case 'endpoint':
      return [endpointFailureWords(failure.cause), openConfig];
    case 'malformed-reply':
      return [
        t`The answer to ${failure.operation} was not one of AWS; check the network.`,
        tryAgain,
      ];
    case 'code-malformed':
      return [t`A code has 6 digits; ${digitsTyped(failure.digits)}.`, enterCode];
    case 'code-spent':
      return [t`This code is spent: ${nextCode(failure.nextCodeAt, now)}.`, enterCode];
    case 'code-unsure':
      return [
        t`No answer came, so the code may be spent: ${nextCode(failure.nextCodeAt, now)}.`,
        enterCode,
      ];
    case 'no-device':
      return [
        t`No MFA device of ${failure.identity} is known; name it as mfa_serial in the config file.`,
        openConfig,
      ];
    case 'fido-device':
      return [
        t`The MFA device of ${failure.identity} is a security key, which STS does not take; use an authenticator app, added as a second device.`,
        checkIdentity,
      ];
    case 'broken-profile':
      return [
        chainWords(failure.cause),
        failure.cause.kind === 'no-credentials' || failure.cause.kind === 'no-such-profile'
          ? addKey
          : openConfig,
      ];
    case 'source':
      return [sourceWords(failure.source, failure.cause), tryAgain];
    case 'unknown-target':
      return [
        t`${grantName(failure.target)} is in none of the AWS files; check its name.`,
        openConfig,
      ];
    case 'nothing-valid':
      return [t`Nothing of ${grantName(failure.target)} is valid now; start it again.`, tryAgain];
    case 'unconfirmed':
      return [
        t`${grantName(failure.target)} is production, and nobody confirmed that its credentials may leave; confirm it in Fobwatch’s window.`,
        tryAgain,
      ];
    case 'locked':
      return [lockedWords(), null];
    case 'stopped':
      return [
        t`${grantName(failure.target)} was stopped before it came; start it again.`,
        tryAgain,
      ];
    case 'which-identity':
      return failure.choices.length === 0
        ? [t`There is no key yet; add one.`, addKey]
        : [t`Say whose: ${failure.choices.join(', ')}; none is named default.`, null];
    case 'vault':
      return [
        t`${failure.backend} ${vaultVerbs[failure.action]}; unlock it and try again.`,
        retryKeychain,
      ];
    case 'field':
      return [fieldWords(failure), null];
    case 'name-taken':
      return [t`There is an identity named ${failure.name} already; choose another name.`, null];
    case 'clipboard':
      return [t`The clipboard did not take the exports; try again.`, tryAgain];
    case 'clipboard-kept':
      return [
        t`What was copied may still be in the clipboard, which could not be emptied; Fobwatch goes on trying, and copying anything else replaces it.`,
        null,
      ];
    case 'not-writable':
    case 'no-such-block':
      return [blockFailureWords(failure), null];
    case 'no-live-profile':
      return [t`The AWS files have no profile ${failure.profile} yet; copy the exports.`, null];
    case 'serving':
      return [
        t`No endpoint for ${grantName(failure.target)} could be opened on this computer; try again.`,
        null,
      ];
    case 'file':
      return [
        failure.action === 'read' && saysAbsent(failure.detail)
          ? t`${failure.path} is not there; check the path.`
          : t`${failure.path} could not be ${failure.action === 'read' ? t`read` : t`written`}; check its permissions.`,
        openSettings,
      ];
    case 'argument':
      return [argumentWords(failure), null];
    case 'profile-field':
      return [profileFieldWords(failure), null];
    case 'credentials-file':
      return [loadFailureWords(failure.cause, now), null];
    case 'one-set-only':
      return [
        t`A credential_process answer holds one set of credentials, and ${failure.count} were asked for; choose another format.`,
        null,
      ];
    case 'vouched-role':
      return [
        t`${failure.profile} is reached by a web identity token; give its arguments with assume-web-identity.`,
        null,
      ];
    case 'same-key':
      return [t`Two of these would stand under ${failure.key}; save them one by one.`, null];
    case 'no-decoder':
      return [
        t`Nothing that is active may ask AWS what this message means, and a session never may; start a role or add a key.`,
        addKey,
      ];
    case 'console-session':
    case 'console-duration':
    case 'no-console':
    case 'console-destination':
    case 'sign-in-refused':
    case 'browser':
      return consoleFailureWords(failure);
    case 'aws-section':
      return [sectionWords(failure.profile, failure.path, failure.cause), null];
    case 'unfit-command':
      return [unfitCommandWords(failure.word), null];
    case 'nothing-to-undo':
      return [nothingToUndo(), null];
    case 'assertion':
      return [assertionWords(failure.from, failure.flaw), null];
    case 'program':
      return [programWords(failure.program, failure.cause, failure.detail), null];
    case 'rotation':
      return [rotationFailureWords(failure.identity, failure.cause), null];
    case 'nothing-to-share':
      return [nothingToShare(), null];
    case 'other-file':
      return [otherFileWords(failure.path), null];
    case 'device':
      return deviceFailureSaid(failure.cause, now);
    case 'lab':
      return [labFailureWords(failure), null];
    default:
      return assertNever(failure);
  }
};

const detailOf = (failure: Failure): string | null => {
  switch (failure.kind) {
    case 'aws': {
      const id = failure.requestId === null ? '' : t` (request ${failure.requestId})`;
      const text = failure.message.trim() || t`no text`;
      const said = `${failure.operation}: ${failure.code} ${failure.status}: ${text}${id}`;
      return failure.explained === undefined ? said : `${said}\n\n${failure.explained.text}`;
    }
    case 'network':
    case 'tls':
    case 'proxy':
      return `${failure.operation}: ${failure.code}`;
    case 'malformed-reply':
      return `${failure.operation}: ${detailWords(failure.detail)}`;
    case 'code-unsure':
      return detailOf(failure.cause);
    case 'device':
      return 'cause' in failure.cause ? detailOf(failure.cause.cause) : null;
    case 'source':
      return sourceDetail(failure.cause);
    case 'fido-device':
      return failure.serial;
    case 'sign-in-refused':
      return `getSigninToken: HTTP ${failure.status}`;
    case 'vault':
    case 'clipboard':
    case 'clipboard-kept':
    case 'browser':
    case 'serving':
    case 'file':
      return detailOrNone(failure.detail);
    case 'code-malformed':
    case 'code-spent':
    case 'no-device':
    case 'broken-profile':
    case 'unknown-target':
    case 'nothing-valid':
    case 'unconfirmed':
    case 'stopped':
    case 'which-identity':
    case 'field':
    case 'name-taken':
    case 'endpoint':
    case 'argument':
    case 'profile-field':
    case 'one-set-only':
    case 'same-key':
    case 'vouched-role':
    case 'no-decoder':
    case 'console-session':
    case 'console-duration':
    case 'no-console':
    case 'console-destination':
    case 'unfit-command':
    case 'nothing-to-undo':
    case 'rotation':
    case 'nothing-to-share':
    case 'other-file':
    case 'lab':
    case 'not-writable':
    case 'no-such-block':
    case 'no-live-profile':
    case 'assertion':
    case 'program':
    case 'locked':
      return null;
    case 'aws-section':
      return failure.path;
    case 'credentials-file':
      return failure.path;
    default:
      return assertNever(failure);
  }
};

/** A failure told to a person. `now` is by the same clock as the instants inside the failure. */
export const failureWords = (failure: Failure, now: Instant): FailureWords => {
  const [sentence, way] = said(failure, now);
  const detail = detailOf(failure);
  const isSaid = failure.kind === 'aws-section' && sentence.includes(failure.path);
  return { sentence, way, detail: isSaid ? null : detail };
};

/** "Next try in 12 s.", or null when it is not tried again by itself. */
export const retryWords = (retryAt: Instant | null, now: Instant): string | null => {
  if (retryAt === null) return null;
  return retryAt <= now ? t`Trying again.` : t`Next try in ${leftWords(retryAt - now)}.`;
};
