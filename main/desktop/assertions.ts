import { noDetail } from '../../app/detail.ts';
import type {
  AssertionFlaw,
  AssertionProblem,
  Assertions,
} from '../../app/credentials/assertion.ts';
import type { SamlOffer } from '../../app/credentials/saml-offer.ts';
import { commandWords } from '../../app/export/browser-command.ts';
import type { CredentialFiles } from '../../app/ports-credential-files.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { runForOutput } from './run-for-output.ts';

/** As much as AWS takes, in characters. */
const MOST = 100_000;

/** A person may have to sign in meanwhile, ms. */
const PATIENCE = 120_000;

type Read = { readonly assertion: Secret; readonly offer: SamlOffer };

const flaw = (kind: AssertionFlaw): Result<never, AssertionProblem> =>
  fail({ kind: 'flaw', flaw: kind });

/** The base 64 of a response, however it was saved: as it is, on many lines, within a form's body, or bare XML. */
const base64Of = (text: string): string => {
  const bare = text.trim();
  if (bare.startsWith('<')) return Buffer.from(bare, 'utf8').toString('base64');
  const named = /(?:^|&)SAMLResponse=([^&\s]*)/.exec(bare)?.[1];
  const taken = named === undefined ? bare : named.replaceAll('+', '%20');
  try {
    return decodeURIComponent(taken).replaceAll(/\s/g, named === undefined ? '' : '+');
  } catch {
    return taken.replaceAll(/\s/g, '');
  }
};

/** What was read as AWS takes it, and what it offers. The XML parser is loaded when there is something to read. */
const understood = async (text: string): Promise<Result<Read, AssertionProblem>> => {
  if (text.trim() === '') return flaw('empty');
  if (text.length > MOST * 2) return flaw('too-long');
  const encoded = base64Of(text);
  if (encoded.length > MOST) return flaw('too-long');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return flaw('not-base64');
  const { samlOffer } = await import('../../app/credentials/saml-offer.ts');
  const offer = samlOffer(Buffer.from(encoded, 'base64').toString('utf8'));
  return offer.ok ? ok({ assertion: secret(encoded), offer: offer.value }) : flaw(offer.failure);
};

/** SAML assertions from a file, the clipboard or a command's output (BO3): none of them passes through a window. */
export const createAssertions = (deps: {
  readonly files: Pick<CredentialFiles, 'read'>;
  readonly clipboard: { readText(): string | Promise<string> };
  readonly patience?: number;
}): Assertions => ({
  read: async (from) => {
    switch (from.kind) {
      case 'file': {
        const read = await deps.files.read(from.path);
        return read.ok ? understood(reveal(read.value)) : fail({ kind: 'file', ...read.failure });
      }
      case 'clipboard':
        return understood(await deps.clipboard.readText());
      case 'command': {
        const words = commandWords(from.command);
        const [program = ''] = words ?? [];
        if (words === null)
          return fail({ kind: 'program', program, cause: 'no-command', detail: noDetail });
        const run = await runForOutput(words, {
          patience: deps.patience ?? PATIENCE,
          most: MOST * 2,
        });
        return run.ok
          ? understood(reveal(run.value))
          : fail({ kind: 'program', program, ...run.failure });
      }
      default:
        return from satisfies never;
    }
  },
});
