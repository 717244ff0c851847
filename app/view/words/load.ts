import type { CredentialFormat } from '../../credentials/format-names.ts';
import type { LoadFailure } from '../../credentials/load.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import { momentWords } from './time.ts';
import { spoken, t } from './say.ts';

const formatWords = spoken({
  vault: 'stslib’s vault format',
  boto: 'boto’s format',
  json: 'boto.sts’s JSON',
  'credential-process': 'a credential_process answer',
} as const satisfies Record<CredentialFormat, string>);

/** Why a file gave no credentials, as a sentence (BO8). `now` by the clock of the instants inside. */
export const loadFailureWords = (failure: LoadFailure, now: Instant, timeZone?: string): string => {
  switch (failure.kind) {
    case 'not-json':
      return t`The file is not JSON.`;
    case 'not-credentials':
      return t`The file holds no credentials in a format Fobwatch reads.`;
    case 'unknown-version':
      return t`The file is a credential_process answer of a version Fobwatch does not know.`;
    case 'missing-field':
      return t`The file is in ${formatWords[failure.format]}, and ${failure.field} is missing.`;
    case 'malformed-field':
      return t`The file is in ${formatWords[failure.format]}, and ${failure.field} is not as it must be.`;
    case 'expired':
      return t`These credentials ended ${momentWords(failure.at, now, timeZone)}; get new ones.`;
    default:
      return assertNever(failure);
  }
};
