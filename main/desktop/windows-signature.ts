import { execFile } from 'node:child_process';

/** What is wrong with the signature of a file, by who should have signed it; null: nothing. */
export type Verify = (publisherNames: string[], path: string) => Promise<string | null>;

/** What Windows says of a file's signature. `status` 0: valid. `subject`: the distinguished name of who signed it. */
export type Signature = { readonly status: string; readonly subject: string };

const UNSEEN = 'PowerShell, which looks at signatures, does not run';
const NOT_VALID = 'the signature is not valid';
const OTHER = 'another publisher signed it';

/** So long, ms, PowerShell may take to start and to look. */
const PATIENCE = 60_000;

/** Asks Windows who signed a file; null: nobody looked. */
export const signatureOf = (path: string): Promise<Signature | null> =>
  new Promise((resolve) => {
    const script = [
      '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
      `$signature = Get-AuthenticodeSignature -LiteralPath '${path.replaceAll("'", "''")}'`,
      '[int]$signature.Status',
      '$signature.SignerCertificate.Subject',
    ].join('; ');
    // The modules of another PowerShell hinder this one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name.toLowerCase() !== 'psmodulepath'),
    );
    execFile(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', script],
      { timeout: PATIENCE, windowsHide: true, env, encoding: 'utf8' },
      (error, out) => {
        const [status = '', subject = ''] = out.split(/\r?\n/).map((line) => line.trim());
        resolve(error === null && status !== '' ? { status, subject } : null);
      },
    );
  });

/** The parts of a distinguished name: `CN=Fobwatch Ltd`. A comma in quotes parts nothing. */
const partsOf = (name: string): readonly string[] =>
  name
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((part) => part.trim().replaceAll('"', ''))
    .filter((part) => part !== '');

/** Whether it was one of these publishers: named whole, or by the common name alone. */
export const isSignedBy = (subject: string, publisherNames: readonly string[]): boolean => {
  const parts = new Set(partsOf(subject));
  return publisherNames.some((name) => {
    const wanted = name.includes('=') ? partsOf(name) : [`CN=${name}`];
    return wanted.length > 0 && wanted.every((part) => parts.has(part));
  });
};

/**
 * Where PowerShell does not run, such as by a policy or since it is too slow, electron-updater takes a version whose
 * signature nobody looked at, and does not say so. So it is looked at here once more, and only what was seen is put in.
 */
export const seenBy =
  (verify: Verify, look: (path: string) => Promise<Signature | null>): Verify =>
  async (publisherNames, path) => {
    const flaw = await verify(publisherNames, path);
    if (flaw !== null) return flaw;
    const seen = await look(path);
    if (seen === null) return UNSEEN;
    if (seen.status !== '0') return NOT_VALID;
    return isSignedBy(seen.subject, publisherNames) ? null : OTHER;
  };
