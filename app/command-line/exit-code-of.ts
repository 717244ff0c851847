import type { Failure, SectionCause } from '../failure.ts';
import { assertNever } from '../result.ts';
import type { ExitCodeName } from './exit-codes.ts';

/**
 * How `fobwatch` ends after a failure. A code that was refused, spent or malformed calls for another code; what AWS's
 * rules say of an argument is about the command line, and nothing was sent.
 */
export const exitNameOf = (failure: Failure): Exclude<ExitCodeName, 'done'> => {
  switch (failure.kind) {
    case 'aws':
      return failure.cause === 'code-refused' ? 'needs-code' : 'failed';
    case 'code-malformed':
    case 'code-spent':
    case 'code-unsure':
      return 'needs-code';
    case 'aws-section':
      return nameOfRefusal(failure.cause);
    case 'unknown-target':
      return 'unknown-name';
    case 'locked':
      return 'locked';
    case 'name-taken':
    case 'other-file':
      return 'conflict';
    case 'rotation':
      return 'failed';
    case 'profile-field':
    case 'argument':
    case 'field':
    case 'one-set-only':
    case 'vouched-role':
    case 'which-identity':
    case 'same-key':
    case 'unfit-command':
    case 'console-session':
    case 'console-duration':
    case 'console-destination':
    case 'not-writable':
    case 'no-such-block':
      return 'usage';
    case 'network':
    case 'proxy':
    case 'tls':
    case 'endpoint':
    case 'malformed-reply':
    case 'no-device':
    case 'fido-device':
    case 'broken-profile':
    case 'source':
    case 'nothing-valid':
    case 'unconfirmed':
    case 'stopped':
    case 'vault':
    case 'clipboard':
    case 'clipboard-kept':
    case 'file':
    case 'credentials-file':
    case 'no-decoder':
    case 'nothing-to-undo':
    case 'nothing-to-share':
    case 'lab':
    case 'no-console':
    case 'sign-in-refused':
    case 'browser':
    case 'no-live-profile':
    case 'serving':
    case 'assertion':
    case 'program':
    case 'device':
      return 'failed';
    default:
      return assertNever(failure);
  }
};

const nameOfRefusal = (refusal: SectionCause): Exclude<ExitCodeName, 'done'> => {
  switch (refusal.kind) {
    case 'foreign':
    case 'long-term-key':
    case 'not-owned':
    case 'changed-since':
    case 'overruled':
    case 'taken':
    case 'needs-consent':
      return 'conflict';
    case 'not-there':
      return 'unknown-name';
    case 'name':
    case 'value':
      return 'usage';
    case 'not-text':
    case 'unclear':
      return 'failed';
    default:
      return assertNever(refusal);
  }
};
