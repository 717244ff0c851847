import { detailAbout, ownDetail, type Detail } from '../../app/detail.ts';
import { ownText } from '../../app/own-text.ts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CallProblem } from '../../app/ports.ts';
import { brokenBy, brokenOn, refusedBy } from './broken.ts';
import type { Line, Lines } from './lines.ts';
import { readWhole } from './read-whole.ts';

/** Bytes of a reply (real ones are below 20 kB). */
const MOST_BYTES = 1024 * 1024;

/** What was seen of the one HTTP exchange, beside what the SDK makes of it. */
export type Seen = {
  host: string | null;
  status: number | null;
  date: string | null;
  /** Something about the reply itself that makes it unusable. */
  flaw: Detail | null;
  /** What went wrong before an answer was there: the network, the proxy, a file that is missing. */
  broke: CallProblem | null;
  /** AWS's id of the request as the body names it, where no header did. */
  requestId: string | null;
};

type Request = Parameters<NodeHttpHandler['handle']>[0];

/** Whether a text is one XML element from its first tag to its last: lenient parsers take half a reply for a whole. */
const isWholeXml = (text: string): boolean => {
  const root = /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<([A-Za-z_][\w.:-]*)[\s/>]/.exec(text)?.[1];
  return root !== undefined && text.trimEnd().endsWith(`</${root}>`);
};

/** Other servers that speak STS answer with a bare `<Error>`; the SDK looks for it one level down. */
const wrapBareError = (text: string): string =>
  /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<Error[\s>]/.test(text)
    ? `<ErrorResponse>${text.replace(/^\uFEFF?\s*(?:<\?[^>]*\?>)?/, '')}</ErrorResponse>`
    : text;

/**
 * One HTTP exchange for one call of the SDK: it sends exactly one request and refuses a second, whatever the SDK's
 * retries, clock corrections or redirects would like, since a code may be in it. A fresh connection each, because a
 * reused one may turn out dead after the request was written. The reply is read whole, with a limit and a deadline
 * that also covers finding the way.
 */
export const createExchange = (lines: Lines, caBundle: string | null) => {
  const seen: Seen = {
    host: null,
    status: null,
    date: null,
    flaw: null,
    broke: null,
    requestId: null,
  };
  const state: { used: boolean; closes: (() => void)[] } = { used: false, closes: [] };

  const open = async (request: Request, deadline: AbortSignal): Promise<Line> => {
    const port = request.port === undefined ? '' : `:${request.port}`;
    const late = new Promise<never>((_, reject) => {
      deadline.addEventListener('abort', () => reject(new Error('too late')), { once: true });
    });
    const opening = lines.open(`${request.protocol}//${request.hostname}${port}/`, caBundle);
    const opened = await Promise.race([opening, late]);
    if (opened.ok) return opened.value;
    seen.broke = opened.failure;
    throw new Error(opened.failure.kind);
  };

  const exchange = async (request: Request) => {
    const times = lines.times();
    // Ended with the exchange: a signal of the runtime's own would keep the reply until the time is over.
    const ending = new AbortController();
    const alarm = setTimeout(() => ending.abort(), times.whole);
    state.closes.push(() => clearTimeout(alarm));
    const deadline = ending.signal;
    const host = request.hostname + (request.port === undefined ? '' : `:${request.port}`);
    const found: { line: Line | null } = { line: null };
    seen.host = host;
    try {
      const line = await open(request, deadline);
      found.line = line;
      const inner = new NodeHttpHandler({
        connectionTimeout: Math.min(times.connect, times.whole),
        httpAgent: line.agent,
        httpsAgent: line.agent,
      });
      state.closes.push(line.close, () => inner.destroy());
      const { response } = await inner.handle(request, { abortSignal: deadline });
      seen.broke = refusedBy(line.proxy, response.statusCode);
      if (seen.broke !== null) {
        response.body?.destroy?.();
        throw new Error(seen.broke.kind);
      }
      seen.status = response.statusCode;
      seen.date = response.headers['date'] ?? null;
      const body = await readWhole(response.body, MOST_BYTES);
      if (body === null) {
        seen.flaw = detailAbout('too-large', MOST_BYTES);
        throw new Error('flaw');
      }
      const text = body.toString('utf8');
      const type = response.headers['content-type'] ?? '';
      const granted = response.statusCode < 300;
      if (granted && !/xml/i.test(type))
        seen.flaw = type === '' ? ownDetail('no-xml') : detailAbout('not-xml', type);
      else if (granted && !isWholeXml(text)) seen.flaw = ownDetail('no-whole-xml');
      else if (!granted && !isWholeXml(text))
        seen.flaw = detailAbout('no-aws-error', response.statusCode);
      if (seen.flaw !== null) throw new Error('flaw');
      const requestId = /<RequestId>\s*([^<\s]{1,128})\s*<\/RequestId>/i.exec(text)?.[1];
      seen.requestId = requestId === undefined ? null : ownText(requestId);
      response.body = Buffer.from(granted ? text : wrapBareError(text));
      return { response };
    } catch (error) {
      if (seen.flaw === null && seen.broke === null) {
        const code = deadline.aborted ? 'ETIMEDOUT' : brokenBy(error);
        const secure = request.protocol === 'https:';
        seen.broke = brokenOn(found.line?.proxy ?? null, { secure, host, code });
      }
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
    close: (): void => {
      for (const close of state.closes) close();
    },
  };
};
