import { detailCode, type Detail } from '../../detail.ts';
import { detailWords } from './detail.ts';
import type { AssertionFlaw, AssertionFrom, ProgramCause } from '../../credentials/assertion.ts';
import { assertNever } from '../../result.ts';
import { spoken, t } from './say.ts';

const places = spoken({
  file: 'The file',
  clipboard: 'The clipboard',
  command: 'What the command printed',
} as const satisfies Record<AssertionFrom['kind'], string>);

/** A text that should be a SAML assertion, and what now. */
export const assertionWords = (from: AssertionFrom['kind'], flaw: AssertionFlaw): string => {
  const place = places[from];
  switch (flaw) {
    case 'empty':
      return t`${place} is empty; copy or save the SAML response first.`;
    case 'too-long':
      return t`${place} holds more than the 100,000 characters that AWS takes; check that it is the SAML response.`;
    case 'not-base64':
    case 'not-xml':
      return t`${place} holds no SAML response; take the value of the form’s field SAMLResponse.`;
    case 'no-assertion':
      return t`${place} holds no assertion, perhaps since the log-in failed; sign in to the identity provider again.`;
    case 'encrypted':
      return t`${place} holds an encrypted assertion, whose roles nobody but AWS can read; name role and provider yourself.`;
    case 'no-roles':
      return t`${place} offers no role of AWS; ask whoever manages the identity provider.`;
    default:
      return assertNever(flaw);
  }
};

/** A program that was run for its output. What it printed is never told: it may be a secret. */
export const programWords = (program: string, cause: ProgramCause, detail: Detail): string => {
  const said = detailWords(detail);
  switch (cause) {
    case 'no-command':
      return t`This is no command; write the program and its arguments, with quotation marks in pairs.`;
    case 'not-started':
      return t`${program} could not be started (${detailCode(detail)}); check its path.`;
    case 'timed-out':
      return t`${program} took longer than ${said} and was ended; run it in a terminal to see what it waits for.`;
    case 'too-much':
      return t`${program} printed more than fits; check that it is the right command.`;
    case 'failed':
      return t`${program} ended with ${said}; run it in a terminal to see why.`;
    default:
      return assertNever(cause);
  }
};
