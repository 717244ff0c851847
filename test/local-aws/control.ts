import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { awsFilesFor } from './aws-files.ts';
import { faultRuleSchema } from './faults.ts';
import type { LocalAws } from './server.ts';
import { nextStepAt } from './totp.ts';
import { worldSchema } from './world.ts';

const HOST = '127.0.0.1';

/** The control port of a local AWS that runs as a process. */
export type Control = {
  /** Ends in a random path, which is the permission to use it. */
  readonly url: string;
  stop(): Promise<void>;
};

const clockBody = z.union([
  z.strictObject({ advanceSeconds: z.number() }),
  z.strictObject({ offsetSeconds: z.number() }),
]);
const lifetimesBody = z.strictObject({
  scale: z.number().positive().optional(),
  sessionSeconds: z.int().positive().optional(),
  roleSeconds: z.record(z.string(), z.int().positive()).optional(),
});
const worldBody = z.strictObject({
  world: worldSchema,
  visibleAfterSeconds: z.number().nonnegative().default(0),
});
const dialectBody = z.strictObject({ dialect: z.enum(['aws', 'foreign']) });

type Answered = { readonly status: number; readonly body: unknown };
const done: Answered = { status: 200, body: {} };

const readJson = async (incoming: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
};

const definedLifetimes = ({
  scale,
  sessionSeconds,
  roleSeconds,
}: z.infer<typeof lifetimesBody>): Parameters<LocalAws['setLifetimes']>[0] => ({
  ...(scale === undefined ? {} : { scale }),
  ...(sessionSeconds === undefined ? {} : { sessionSeconds }),
  ...(roleSeconds === undefined ? {} : { roleSeconds }),
});

/**
 * Starts the control port. JSON in, JSON out:
 * GET `time`, `log`, `files`, `world`, `code?serial=…`; POST `clock`, `faults`, `lifetimes`,
 * `dialect`, `world`; DELETE `faults`, `log`.
 */
export const createControl = async (aws: LocalAws): Promise<Control> => {
  const token = randomBytes(24).toString('base64url');

  const codes = (serial: string): Answered => {
    const code = aws.codeFor(serial);
    if (code === undefined) return { status: 404, body: { error: 'no such device' } };
    return { status: 200, body: { code, nextStepAt: nextStepAt(aws.now()), now: aws.now() } };
  };

  const act = async (
    incoming: IncomingMessage,
    what: string,
    query: URLSearchParams,
  ): Promise<Answered> => {
    switch (`${incoming.method} ${what}`) {
      case 'GET time':
        return { status: 200, body: { now: aws.now() } };
      case 'GET log':
        return { status: 200, body: aws.log() };
      case 'GET files':
        return { status: 200, body: awsFilesFor(aws.world(), aws.url) };
      case 'GET world':
        return { status: 200, body: aws.world() };
      case 'GET code':
        return codes(query.get('serial') ?? '');
      case 'POST clock': {
        const body = clockBody.parse(await readJson(incoming));
        if ('advanceSeconds' in body) aws.advance(body.advanceSeconds);
        else aws.setClockOffset(body.offsetSeconds);
        return done;
      }
      case 'POST faults':
        aws.addFault(faultRuleSchema.parse(await readJson(incoming)));
        return done;
      case 'POST lifetimes':
        aws.setLifetimes(definedLifetimes(lifetimesBody.parse(await readJson(incoming))));
        return done;
      case 'POST dialect':
        aws.setDialect(dialectBody.parse(await readJson(incoming)).dialect);
        return done;
      case 'POST world': {
        const { world, visibleAfterSeconds } = worldBody.parse(await readJson(incoming));
        aws.changeWorld(() => world, visibleAfterSeconds);
        return done;
      }
      case 'DELETE faults':
        aws.clearFaults();
        return done;
      case 'DELETE log':
        aws.clearLog();
        return done;
      default:
        return { status: 404, body: { error: 'no such control' } };
    }
  };

  const permitted = (given: string): boolean => {
    const left = Buffer.from(given);
    const right = Buffer.from(token);
    return left.length === right.length && timingSafeEqual(left, right);
  };

  const handle = async (incoming: IncomingMessage): Promise<Answered> => {
    const url = new URL(incoming.url ?? '/', `http://${HOST}`);
    const [, given = '', what = ''] = url.pathname.split('/');
    if (!permitted(given)) return { status: 403, body: { error: 'not permitted' } };
    try {
      return await act(incoming, what, url.searchParams);
    } catch {
      // Bad JSON or a shape that does not fit; the text may hold secrets, so it is not repeated.
      return { status: 400, body: { error: 'the body does not fit this control' } };
    }
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await handle(incoming);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://${HOST}:${port}/${token}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
