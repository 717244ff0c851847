import { ownDetail, type Detail } from '../../../app/detail.ts';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { SourceCause } from '../../../app/credentials/source.ts';
import type { FromSource } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { errorDetail } from '../../storage/file-error.ts';

/** WebIdentityToken: 4 to 20,000 characters. Bytes read at most: a token is ASCII, and a device has no end. */
const SHORTEST = 4;
const LONGEST = 20_000;

/** Opened without waiting: to open a pipe waits for its other end, and a thread with it, for ever. */
const WITHOUT_WAITING =
  constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** A short text file, trimmed. A relative path has no meaning for an app that a desktop started. */
export const readTextFile = async (path: string): Promise<Result<string, SourceCause>> => {
  const broken = (detail: Detail): Result<never, SourceCause> =>
    fail({ kind: 'file', path, detail });
  const place = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
  if (!isAbsolute(place)) return broken(ownDetail('path-not-absolute'));
  try {
    const file = await open(place, WITHOUT_WAITING);
    try {
      const facts = await file.stat();
      if (facts.isFIFO()) return broken(ownDetail('pipe'));
      if (facts.size > LONGEST) return broken(ownDetail('token-too-long'));
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LONGEST) });
      return ok(buffer.toString('utf8', 0, bytesRead).trim());
    } finally {
      await file.close();
    }
  } catch (error) {
    return broken(errorDetail(error));
  }
};

/** `web_identity_token_file` (BO4): read anew for each call, since its issuer replaces it. */
export const readTokenFile = async (path: string): Promise<Result<FromSource, SourceCause>> => {
  const text = await readTextFile(path);
  if (!text.ok) return text;
  return text.value.length < SHORTEST
    ? fail({ kind: 'file', path, detail: ownDetail('no-token') })
    : ok({ kind: 'token', token: secret(text.value) });
};
