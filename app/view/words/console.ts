import type { Failure } from '../../failure.ts';
import { grantName, type Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { SignInMark } from '../window.ts';
import { clearsWords } from './time.ts';
import { spoken, t } from './say.ts';
import { openSettings, tryAgain, type Way } from './ways.ts';

/** What can be done with a sign-in to the console. */
export const consoleLabels = spoken({ open: 'Open console', copy: 'Copy sign-in URL' } as const);

/** What a row says about its console; null when nothing. */
export const signInWords = (mark: SignInMark, now: Instant): string | null => {
  switch (mark.kind) {
    case 'no':
    case 'failed':
      return null;
    case 'pending':
      return t`signing in to the console`;
    case 'opened':
      return t`console opened`;
    case 'copied':
      return t`sign-in URL copied, clears in ${clearsWords(mark.clearsAt - now)}`;
    case 'cleared':
      return t`clipboard cleared`;
    case 'gone':
      return t`no longer in the clipboard`;
    default:
      return assertNever(mark);
  }
};

type ConsoleFailure = Extract<
  Failure,
  {
    readonly kind:
      | 'console-session'
      | 'console-duration'
      | 'no-console'
      | 'console-destination'
      | 'sign-in-refused'
      | 'browser';
  }
>;

const durationWords = ({
  target,
  because,
}: Extract<Failure, { kind: 'console-duration' }>): string => {
  const name = grantName(target);
  switch (because) {
    case 'range':
      return t`The console stays open for 900 to 43200 seconds; choose a time between them.`;
    case 'chained':
      return t`How long the console stays open can be chosen only for a role taken straight with a long-term key, and a session, a role or other temporary keys sign for ${name}; leave the time out.`;
    case 'vouched':
      return t`How long the console stays open can be chosen only for a role taken with a long-term key, and an identity provider vouched for ${name}; leave the time out.`;
    case 'federated':
      return t`The console stays open as long as the federated user ${name} lasts; leave the time out.`;
    case 'imported':
      return t`How ${name} was obtained is not known, so how long its console stays open cannot be chosen; leave the time out.`;
    default:
      return assertNever(because);
  }
};

/** Why nobody was signed in to the console, and the way out. */
export const consoleFailureWords = (
  failure: ConsoleFailure,
): readonly [sentence: string, way: Way | null] => {
  switch (failure.kind) {
    case 'console-session':
      return [
        t`A session such as ${grantName(failure.target)} does not sign in to the console; use a role or a federated user.`,
        null,
      ];
    case 'console-duration':
      return [durationWords(failure), null];
    case 'no-console':
      return [
        t`The partition ${failure.partition} has no public console; name its sign-in server as signin_endpoint in settings.ini if you have one.`,
        openSettings,
      ];
    case 'console-destination':
      return [
        t`A sign-in leads to a page of ${failure.console} only; name a service such as s3, or a path that begins with a slash.`,
        null,
      ];
    case 'sign-in-refused':
      return [
        t`The console did not take the credentials of ${grantName(failure.target)}; renew them and try again.`,
        tryAgain,
      ];
    case 'browser':
      return [t`The browser did not open; check the command in the settings.`, openSettings];
    default:
      return assertNever(failure);
  }
};
