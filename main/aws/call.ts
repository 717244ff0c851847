import { detailAbout, type Detail } from '../../app/detail.ts';
import { z } from 'zod';
import type { Answer, CallContext, CallProblem, Signer } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { ownText } from '../../app/own-text.ts';
import { reveal } from '../../app/secret.ts';
import { createExchange, type Seen } from './exchange.ts';
import type { Lines } from './lines.ts';
import { keepFilesFromSdk } from './sdk-memory.ts';
import { uptime } from '../uptime.ts';

keepFilesFromSdk(process.env);

/** AWS's texts are a sentence; the encoded authorization message is the long exception. */
const MOST_CHARACTERS = 4096;

const serviceError = z.object({
  Code: z.string().optional(),
  Error: z.object({ Code: z.string().optional(), Message: z.string().optional() }).optional(),
  $metadata: z.object({ requestId: z.string().optional() }).optional(),
});

/** To a wrong signature AWS answers with the request as it should have been signed: the session token is in that. */
const withoutSecrets = (text: string, { secretAccessKey, sessionToken }: Signer): string => {
  const shown = text.replaceAll(reveal(secretAccessKey), '[secret]');
  return sessionToken === null ? shown : shown.replaceAll(reveal(sessionToken), '[secret]');
};

/** What a failed call of the SDK was, from what was seen on the wire first and the SDK's words second. */
const problemOf = (error: unknown, seen: Seen, context: CallContext): CallProblem => {
  const host = seen.host ?? context.endpoint.url;
  if (seen.broke !== null) return seen.broke;
  const { status } = seen;
  // Nothing was sent: the region or endpoint makes no address.
  if (status === null) return { kind: 'network', host, code: 'ERR_INVALID_URL' };
  const busy: CallProblem = {
    kind: 'aws',
    code: `HTTP ${status}`,
    message: '',
    status,
    requestId: null,
  };
  if (seen.flaw !== null) {
    return status >= 500 ? busy : { kind: 'malformed', detail: seen.flaw };
  }
  const parsed = serviceError.safeParse(error);
  const code = parsed.data?.Code ?? parsed.data?.Error?.Code;
  if (status < 300 || code === undefined || code === '') {
    return status >= 500 ? busy : { kind: 'malformed', detail: detailAbout('not-as-aws', status) };
  }
  const message = withoutSecrets(parsed.data?.Error?.Message ?? '', context.signer);
  return {
    kind: 'aws',
    code,
    // The SDK's word for a missing message.
    message: message === 'Unknown' ? '' : ownText(message.slice(0, MOST_CHARACTERS)),
    status,
    requestId: parsed.data?.$metadata?.requestId ?? seen.requestId,
  };
};

const serverTime = (date: string | null): number | null => {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? null : at;
};

const configure = (context: CallContext, handler: ReturnType<typeof createExchange>['handler']) => {
  const { endpoint, signer, skew } = context;
  return {
    region: endpoint.region,
    endpoint: endpoint.url,
    credentials: {
      accessKeyId: signer.accessKeyId,
      secretAccessKey: reveal(signer.secretAccessKey),
      ...(signer.sessionToken === null ? {} : { sessionToken: reveal(signer.sessionToken) }),
    },
    systemClockOffset: skew,
    requestHandler: handler,
    maxAttempts: 1,
    // All that the SDK would otherwise look up in the environment, ~/.aws or the instance metadata.
    retryMode: 'standard',
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: 'fobwatch',
    authSchemePreference: [],
    sigv4aSigningRegionSet: [endpoint.region],
    defaultsMode: 'standard' as const,
  };
};

export type ClientConfig = ReturnType<typeof configure>;

/**
 * Makes one call of AWS: one HTTP request, its outcome as a value, the time its Date header named (also on errors), and how
 * long it took, sleep counted: an answer that lay ready while the computer slept tells an old time.
 * `read` takes the wanted facts out of the SDK's output, or says what is missing.
 */
export const callAws = async <Output, T>(
  lines: Lines,
  context: CallContext,
  send: (config: ClientConfig) => Promise<Output>,
  read: (output: Output) => Result<T, Detail>,
): Promise<Answer<T>> => {
  const exchange = createExchange(lines, context.endpoint.caBundle);
  const begun = uptime();
  const answer = (outcome: Result<T, CallProblem>): Answer<T> => ({
    outcome,
    serverTime: serverTime(exchange.seen.date),
    took: uptime() - begun,
  });
  try {
    const found = read(await send(configure(context, exchange.handler)));
    return answer(found.ok ? ok(found.value) : fail({ kind: 'malformed', detail: found.failure }));
  } catch (error) {
    return answer(fail(problemOf(error, exchange.seen, context)));
  } finally {
    exchange.close();
  }
};
