import { detailAbout, ownDetail } from '../../../app/detail.ts';
import { z } from 'zod';
import type { SourceCause } from '../../../app/credentials/source.ts';
import type { FromSource } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import type { Reply } from './request.ts';

/** What both endpoints answer: it is `Token`, not SessionToken (aws-rules.md, Container endpoint). */
const credentials = z.object({
  /** Only the instance metadata service has it. */
  Code: z.string().optional(),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  Token: z.string().min(1),
  Expiration: z.string(),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Credentials out of an endpoint's reply. What it said instead is never repeated: it may hold half of them. */
export const credentialsIn = (
  { status, text }: Reply,
  host: string,
): Result<FromSource, SourceCause> => {
  if (status !== 200) return fail({ kind: 'answered', host, status });
  const { data } = credentials.safeParse(parsed(text));
  if (data === undefined)
    return fail({ kind: 'malformed', host, detail: ownDetail('no-credentials') });
  if (data.Code !== undefined && data.Code !== 'Success')
    return fail({ kind: 'malformed', host, detail: ownDetail('service-failed') });
  const expiresAt = Date.parse(data.Expiration);
  if (Number.isNaN(expiresAt))
    return fail({ kind: 'malformed', host, detail: detailAbout('missing', 'Expiration') });
  return ok({
    kind: 'keys',
    signer: {
      accessKeyId: data.AccessKeyId,
      secretAccessKey: secret(data.SecretAccessKey),
      sessionToken: secret(data.Token),
    },
    expiresAt,
  });
};
