import type { Authority } from '../credentials/obtain.ts';
import type { Failure } from '../failure.ts';
import type { FromSource } from '../ports.ts';
import type { CredentialSource } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Core } from './core.ts';
import { noLockSince } from './since-lock.ts';

/** Credentials from outside the AWS files, for the calls that begin a chain with them. */
export type Outside = {
  /** Reads a source, or hands out what it gave last while that is good for a while longer. */
  read(source: CredentialSource): Promise<Result<Authority, Failure>>;
  /** AWS takes them no longer: the next read asks the source itself. */
  forget(source: CredentialSource): void;
  /** Nothing that any of them gave is kept. */
  forgetAll(): void;
};

/** What has less than this left, ms, is asked for again: the SDKs' own margin (aws-rules.md, Freshness). */
const MARGIN = 5 * 60_000;

/** The same source, whatever profile names it. */
const keyOf = (source: CredentialSource): string =>
  source.kind === 'web-identity' ? `${source.kind} ${source.tokenFile}` : source.kind;

/**
 * One read at a time for each source, so that a hundred roles on a machine do not flood its metadata service. Only
 * keys with a stated end are kept; tokens and files are read each time, since others write them anew.
 */
export const createOutside = ({ ports, store, time }: Core): Outside => {
  const kept = new Map<string, FromSource>();
  const reads = new Map<string, Promise<Result<FromSource, Failure>>>();

  const lasts = (from: FromSource | undefined): from is FromSource =>
    from?.kind === 'keys' && from.expiresAt !== null && from.expiresAt - time.now() > MARGIN;

  const ask = async (source: CredentialSource): Promise<Result<FromSource, Failure>> => {
    const key = keyOf(source);
    kept.delete(key);
    const stillOpen = noLockSince(store);
    const answer = await ports.credentialSources.read(source);
    if (!answer.ok) return fail({ kind: 'source', ...answer.failure });
    const { value } = answer;
    if (value.kind === 'keys' && value.expiresAt !== null && value.expiresAt <= time.now())
      return fail({
        kind: 'source',
        source: source.kind,
        cause: { kind: 'ended', at: value.expiresAt },
      });
    if (lasts(value) && stillOpen()) kept.set(key, value);
    return answer;
  };

  const readOnce = (source: CredentialSource): Promise<Result<FromSource, Failure>> => {
    const key = keyOf(source);
    const under = reads.get(key);
    if (under !== undefined) return under;
    const reading = ask(source).finally(() => {
      if (reads.get(key) === reading) reads.delete(key);
    });
    reads.set(key, reading);
    return reading;
  };

  return {
    read: async (source) => {
      const last = kept.get(keyOf(source));
      if (lasts(last)) return ok(last);
      return readOnce(source);
    },
    forget: (source) => {
      kept.delete(keyOf(source));
    },
    forgetAll: () => {
      kept.clear();
      reads.clear();
    },
  };
};
