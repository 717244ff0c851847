import { detailAbout } from '../../app/detail.ts';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { z } from 'zod';
import { hostPort } from '../../app/network/address.ts';
import type { CallProblem, ConsoleFederation } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { brokenBy, brokenOn, refusedBy } from './broken.ts';
import type { Line, Lines } from './lines.ts';
import { readWhole } from './read-whole.ts';

/** Bytes of a reply; a sign-in token has about 1 kB. */
const MOST_BYTES = 64 * 1024;

const reply = z.object({ SigninToken: z.string().min(1) });

type Reply = { readonly status: number; readonly text: string | null };

/** Gives up a connection that does not come about in time; the answer has its own, longer time. */
const limitConnecting = (sent: ClientRequest, patience: number): void => {
  const timer = setTimeout(() => {
    sent.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }));
  }, patience);
  const connected = (): void => clearTimeout(timer);
  sent.once('close', connected);
  sent.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
};

/** Posts once. Redirects are not followed: the body holds credentials. */
const post = (
  line: Line,
  url: string,
  body: Secret,
  times: ReturnType<Lines['times']>,
): Promise<Result<Reply, string>> =>
  new Promise((resolve) => {
    const secure = line.target.scheme === 'https';
    const text = reveal(body);
    const signal = AbortSignal.timeout(times.whole);
    const broken = (error: unknown): void =>
      resolve(fail(signal.aborted ? 'ETIMEDOUT' : brokenBy(error)));
    const sent = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: line.agent,
      signal,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(text),
        Accept: 'application/json',
      },
    });
    limitConnecting(sent, Math.min(times.connect, times.whole));
    sent.on('error', broken);
    sent.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      readWhole(response, MOST_BYTES).then(
        (read) => resolve(ok({ status, text: read && read.toString('utf8') })),
        broken,
      );
    });
    sent.end(text);
  });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** What was said instead of a token is not repeated: it may hold what was sent. */
const tokenIn = ({ status, text }: Reply): Result<Secret, CallProblem> => {
  if (text === null)
    return fail({ kind: 'malformed', detail: detailAbout('too-large', MOST_BYTES) });
  if (status >= 400)
    return fail({ kind: 'aws', code: `HTTP ${status}`, message: '', status, requestId: null });
  const found = reply.safeParse(jsonOf(text));
  return status === 200 && found.success
    ? ok(secret(found.data.SigninToken))
    : fail({ kind: 'malformed', detail: detailAbout('no-sign-in-token', status) });
};

/** Sign-in tokens of the console, by one HTTP request through the same network as calls of AWS. */
export const createFederation = (lines: Lines): ConsoleFederation => ({
  getSigninToken: async ({ url, body, caBundle }) => {
    const opened = await lines.open(url, caBundle);
    if (!opened.ok) return opened;
    const line = opened.value;
    const answer = await post(line, url, body, lines.times());
    line.close();
    if (!answer.ok) {
      const secure = line.target.scheme === 'https';
      const host = hostPort(line.target);
      // A tunnel the proxy refused shows as a broken connection or as its own answer.
      const refused = refusedBy(line.proxy, 0);
      return fail(refused ?? brokenOn(line.proxy, { secure, host, code: answer.failure }));
    }
    const refused = refusedBy(line.proxy, answer.value.status);
    return refused === null ? tokenIn(answer.value) : fail(refused);
  },
});
