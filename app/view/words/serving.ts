import type { Instant } from '../../model.ts';
import type { Unready } from '../../serving.ts';
import { assertNever } from '../../result.ts';
import { failureWords } from './failure.ts';

/** What a program is told that got no credentials: a code for it, a sentence for whoever reads its errors. */
export type UnreadyWords = { readonly code: string; readonly message: string };

/** `now` by this computer's clock. SDKs print the message, so nothing secret is in it. */
export const unreadyWords = (unready: Unready, now: Instant): UnreadyWords => {
  switch (unready.kind) {
    case 'waits':
      return {
        code: 'NotReady',
        message: 'Fobwatch is getting these credentials; try again in a moment.',
      };
    case 'needs-code':
      return {
        code: 'CodeNeeded',
        message: `Fobwatch needs an MFA code of ${unready.identity} and asks for it; enter it, then try again.`,
      };
    case 'declined':
      return {
        code: 'Declined',
        message: 'The MFA code was set aside in Fobwatch; enter it there, then try again.',
      };
    case 'failed':
      return { code: 'Failed', message: failureWords(unready.failure, now).sentence };
    default:
      return assertNever(unready);
  }
};
