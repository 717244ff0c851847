import type { Instant } from '../../model.ts';
import type { Unready } from '../../serving.ts';
import { assertNever } from '../../result.ts';
import type { ServedMark } from '../served-view.ts';
import { failureWords } from './failure.ts';
import { momentWords } from './time.ts';
import { programName } from './program.ts';
import { plural, spoken, t } from './say.ts';

/** What a program is told that got no credentials: a code for it, a sentence for whoever reads its errors. */
export type UnreadyWords = { readonly code: string; readonly message: string };

/** `now` by this computer's clock. SDKs print the message, so nothing secret is in it. */
export const unreadyWords = (unready: Unready, now: Instant): UnreadyWords => {
  switch (unready.kind) {
    case 'waits':
      return {
        code: 'NotReady',
        message: t`Fobwatch is getting these credentials; try again in a moment.`,
      };
    case 'needs-code':
      return {
        code: 'CodeNeeded',
        message: t`Fobwatch needs an MFA code of ${unready.identity} and asks for it; enter it, then try again.`,
      };
    case 'declined':
      return {
        code: 'Declined',
        message: t`The MFA code was set aside in Fobwatch; enter it there, then try again.`,
      };
    case 'unconfirmed':
      return {
        code: 'Unconfirmed',
        message: t`This is production: Fobwatch asks in its window whether it may leave; confirm it there, then try again.`,
      };
    case 'failed':
      return { code: 'Failed', message: failureWords(unready.failure, now).sentence };
    default:
      return assertNever(unready);
  }
};

export const servedLabels = spoken({
  serve: 'Serve credentials on this computer',
  stop: 'Stop serving',
  copy: 'Copy endpoint block',
  served: 'served',
} as const);

/** What a row says while programs fetch its credentials: who may, for how long, who last did. */
export const servedWords = (
  mark: Extract<ServedMark, { readonly kind: 'on' }>,
  now: Instant,
  timeZone?: string,
): string => {
  const { shared, programs, fetched, hidden } = mark;
  const named = programs.map(programName).join(', ');
  return [
    shared
      ? t`Any program of yours that has the endpoint block gets these credentials, until you stop serving.`
      : plural(
          programs.length,
          {
            one: 'Served to {0} alone, as long as it runs.',
            other: 'Served to {0} alone, as long as they run.',
          },
          named,
        ),
    shared && programs.length > 0 ? t`Endpoints of their own: ${named}.` : null,
    fetched === null
      ? null
      : t`Last fetched ${momentWords(fetched.at, now, timeZone)} by ${programName(fetched.by)}.`,
    hidden
      ? t`Programs that find keys or a role under [default] in the AWS files use those instead.`
      : null,
  ]
    .filter((part) => part !== null)
    .join(' ');
};
