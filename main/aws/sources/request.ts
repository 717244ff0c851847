import { detailAbout } from '../../../app/detail.ts';
import type { SourceCause } from '../../../app/credentials/source.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { errorCode } from '../../storage/file-error.ts';

/** Such endpoints are on the same machine: ms for the whole answer, as the SDKs wait; bytes of any honest one. */
const PATIENCE = 2_000;
const MOST_BYTES = 64 * 1024;

export type Reply = { readonly status: number; readonly text: string };

const readText = async (response: Response): Promise<string | null> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** fetch wraps the system's error as the cause of its own. */
const codeOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'ETIMEDOUT';
  const code = errorCode(error instanceof Error ? error.cause : error);
  return code === 'unknown' ? 'ECONNRESET' : code;
};

/**
 * One request to a credentials endpoint. Straight there: no proxy, no redirect, which would carry the token elsewhere.
 * Never tried twice here; the engine has its own pace.
 */
export const request = async (
  url: URL,
  options: {
    readonly method: 'GET' | 'PUT';
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<Result<Reply, SourceCause>> => {
  try {
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await readText(response);
    if (text === null)
      return fail({
        kind: 'malformed',
        host: url.host,
        detail: detailAbout('too-large', MOST_BYTES),
      });
    return ok({ status: response.status, text });
  } catch (error) {
    return fail({ kind: 'unreachable', host: url.host, code: codeOf(error) });
  }
};
