import type { IncomingMessage } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { errorCode } from '../storage/file-error.ts';

/** Limits of one exchange: ms until connected, ms until the last byte, bytes of a reply (real ones are below 20 kB). */
const CONNECT = 5_000;
const WHOLE = 15_000;
const MOST_BYTES = 1024 * 1024;

/** What was seen of the one HTTP exchange, beside what the SDK makes of it. */
export type Seen = {
  host: string | null;
  status: number | null;
  date: string | null;
  /** Something about the reply itself that makes it unusable. */
  flaw: string | null;
  /** The code of a failure below HTTP: `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`, a TLS code. */
  broke: string | null;
  /** AWS's id of the request as the body names it, where no header did. */
  requestId: string | null;
};

type Request = Parameters<NodeHttpHandler['handle']>[0];

/** Reads a reply whole; null when it is larger than any honest one. */
const readBody = async (stream: IncomingMessage): Promise<Buffer | null> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) {
      stream.destroy();
      return null;
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
};

/** Whether a text is one XML element from its first tag to its last: lenient parsers take half a reply for a whole. */
export const isWholeXml = (text: string): boolean => {
  const root = /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<([A-Za-z_][\w.:-]*)[\s/>]/.exec(text)?.[1];
  return root !== undefined && text.trimEnd().endsWith(`</${root}>`);
};

/** Other servers that speak STS answer with a bare `<Error>`; the SDK looks for it one level down. */
export const wrapBareError = (text: string): string =>
  /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<Error[\s>]/.test(text)
    ? `<ErrorResponse>${text.replace(/^\uFEFF?\s*(?:<\?[^>]*\?>)?/, '')}</ErrorResponse>`
    : text;

/**
 * One HTTP exchange for one call of the SDK: it sends exactly one request and refuses a second, whatever the SDK's
 * retries, clock corrections or redirects would like, since a code may be in it. A fresh connection each, because a
 * reused one may turn out dead after the request was written. The reply is read whole, with a limit and a deadline.
 */
export const createExchange = () => {
  const inner = new NodeHttpHandler({
    connectionTimeout: CONNECT,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  });
  const seen: Seen = {
    host: null,
    status: null,
    date: null,
    flaw: null,
    broke: null,
    requestId: null,
  };
  const state = { used: false };

  const exchange = async (request: Request) => {
    const deadline = AbortSignal.timeout(WHOLE);
    seen.host = request.hostname + (request.port === undefined ? '' : `:${request.port}`);
    try {
      const { response } = await inner.handle(request, { abortSignal: deadline });
      seen.status = response.statusCode;
      seen.date = response.headers['date'] ?? null;
      const body = await readBody(response.body);
      if (body === null) {
        seen.flaw = `larger than ${MOST_BYTES / 1024} kB`;
        throw new Error(seen.flaw);
      }
      const text = body.toString('utf8');
      const type = response.headers['content-type'] ?? '';
      const granted = response.statusCode < 300;
      if (granted && !/xml/i.test(type)) seen.flaw = `not XML but ${type || 'of no type'}`;
      else if (granted && !isWholeXml(text)) seen.flaw = 'XML that is cut short or no XML';
      else if (!granted && !isWholeXml(text))
        seen.flaw = `HTTP ${response.statusCode} without an AWS error`;
      if (seen.flaw !== null) throw new Error(seen.flaw);
      seen.requestId = /<RequestId>\s*([^<\s]{1,128})\s*<\/RequestId>/i.exec(text)?.[1] ?? null;
      response.body = Buffer.from(granted ? text : wrapBareError(text));
      return { response };
    } catch (error) {
      if (seen.flaw === null) seen.broke = deadline.aborted ? 'ETIMEDOUT' : brokenBy(error);
      throw error;
    }
  };

  return {
    seen,
    handler: {
      handle: async (request: Request) => {
        if (state.used) throw new Error('a second request was asked for');
        state.used = true;
        return exchange(request);
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
    close: (): void => inner.destroy(),
  };
};

const brokenBy = (error: unknown): string => {
  const code = errorCode(error);
  if (code !== 'unknown') return code;
  return error instanceof Error && error.name === 'TimeoutError' ? 'ETIMEDOUT' : 'ECONNRESET';
};
