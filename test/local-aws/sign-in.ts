import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../../app/result.ts';
import { decide, requestContext } from './authorize.ts';
import { callerArn, callerOfSession, type Caller } from './caller.ts';
import type { AwsError } from './errors.ts';
import type { ServiceDeps } from './operation.ts';
import type { Params } from './params.ts';
import type { Reply } from './reply.ts';
import { tokenMatches, type Session } from './sessions.ts';
import type { World } from './world.ts';

/**
 * The federation endpoint of the console (IAM user guide, "Enable custom identity broker access to the AWS console"):
 * `https://signin.aws.amazon.com/federation`, here under the base URL of all services. It is no Query service: nothing
 * is signed, successes are JSON or a page, and every refusal is a page with HTTP 400.
 */
export const FEDERATION_PATH = '/federation';

/** Seconds. */
const TOKEN_LIFE = 15 * 60;
const CONSOLE_LIFE = { min: 900, max: 43_200 } as const;

/** Where the console of a partition is; other hosts are no destination for a signed-in browser. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

const sessionSchema = z.object({
  sessionId: z.string().min(1),
  sessionKey: z.string().min(1),
  sessionToken: z.string().min(1),
});

type SignInToken = {
  readonly session: Session;
  readonly issuedAt: number;
  /** When the console signs the person out, in milliseconds. */
  readonly consoleEnds: number;
};

export type SignIn = {
  /** Answers a request; the principal is whom its credentials or token belong to. */
  answer(params: Params): { readonly reply: Reply; readonly principal: string | undefined };
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const page = (status: number, title: string, content: string): Reply => ({
  status,
  contentType: 'text/html;charset=UTF-8',
  headers: { 'Cache-Control': 'no-store' },
  body: `<!DOCTYPE html><html><head><title>${escaped(title)}</title></head><body>${content}</body></html>\n`,
});

/** How the endpoint says no: never by a code. */
export const signInRefusal = ({ status, message }: Pick<AwsError, 'status' | 'message'>): Reply =>
  page(status, `HTTP Status ${status}`, `<h1>HTTP Status ${status} - ${escaped(message)}</h1>`);

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** How long a console session may be asked to last: only by what a long-term key got from AssumeRole. */
const mayChooseDuration = ({ subject }: Session): boolean =>
  subject.kind === 'role-session' && subject.fromLongTermKey;

/** Sessions of users and the root come from GetSessionToken, and do not sign in. */
const maySignIn = ({ subject }: Session): boolean =>
  subject.kind === 'role-session' || subject.kind === 'federated-session';

/** Whether what the session's credentials may do is less than what stands behind them. */
const isNarrowed = (caller: Caller): boolean =>
  'sessionPolicies' in caller && caller.sessionPolicies !== undefined;

const destinationIn = (world: World, text: string | undefined): URL | undefined => {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const host = CONSOLES[world.partition];
  if (url === undefined || host === undefined || url.protocol !== 'https:') return undefined;
  return url.host === host || url.host.endsWith(`.${host}`) ? url : undefined;
};

export const createSignIn = (deps: ServiceDeps): SignIn => {
  const tokens = new Map<string, SignInToken>();

  const sessionOf = (text: string | undefined): Result<Session, string> => {
    const given = sessionSchema.safeParse(jsonOf(text ?? ''));
    if (!given.success) return fail('Invalid Session parameter');
    const { sessionId, sessionKey, sessionToken } = given.data;
    const session = deps.sessions.find(sessionId);
    if (session === undefined || session.secretAccessKey !== sessionKey)
      return fail('Invalid credentials parameter');
    if (!tokenMatches(session, sessionToken) || deps.clock.now() >= session.expiresAt)
      return fail('Invalid credentials parameter');
    if (!maySignIn(session)) return fail('Invalid credentials parameter');
    return ok(session);
  };

  const durationOf = (session: Session, text: string | undefined): Result<number, string> => {
    const left = (session.expiresAt - deps.clock.now()) / 1000;
    if (text === undefined) return ok(left);
    const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (seconds < CONSOLE_LIFE.min || seconds > CONSOLE_LIFE.max)
      return fail('Invalid SessionDuration parameter');
    return mayChooseDuration(session) ? ok(seconds) : fail('Invalid credentials parameter');
  };

  const getSigninToken = (params: Params): Result<SignInToken & { token: string }, string> => {
    const session = sessionOf(params.get('Session'));
    if (!session.ok) return session;
    const seconds = durationOf(session.value, params.get('SessionDuration'));
    if (!seconds.ok) return seconds;
    const now = deps.clock.now();
    const token = randomBytes(260).toString('base64url');
    const issued = {
      session: session.value,
      issuedAt: now,
      consoleEnds: now + seconds.value * 1000,
    };
    tokens.set(token, issued);
    return ok({ ...issued, token });
  };

  const login = (params: Params): Result<SignInToken & { to: URL }, string> => {
    const found = tokens.get(params.get('SigninToken') ?? '');
    if (found === undefined) return fail('Invalid SigninToken parameter');
    if (deps.clock.now() >= found.issuedAt + TOKEN_LIFE * 1000)
      return fail('Expired SigninToken parameter');
    const to = destinationIn(deps.world(), params.get('Destination'));
    return to === undefined ? fail('Invalid Destination parameter') : ok({ ...found, to });
  };

  const callerOf = ({ subject }: Session): Caller | undefined =>
    callerOfSession(deps.world(), subject);

  /** Who signed in, until when, and whether they see the buckets: as much of a console as tests need. */
  const consolePage = (caller: Caller, found: SignInToken & { to: URL }, issuer: string): Reply => {
    const world = deps.world();
    const wish = {
      action: 's3:ListAllMyBuckets',
      resource: '*',
      context: requestContext(world, caller, { now: deps.clock.now() }),
    };
    const facts: Readonly<Record<string, string>> = {
      who: callerArn(world, caller),
      account: caller.account.id,
      narrowed: isNarrowed(caller) ? 'yes' : 'no',
      'sees-buckets': decide(world, caller, wish).allowed ? 'yes' : 'no',
      until: new Date(found.consoleEnds).toISOString(),
      destination: found.to.href,
      issuer,
    };
    const rows = Object.entries(facts).map(
      ([name, text]) => `<dt>${name}</dt><dd id="${name}">${escaped(text)}</dd>`,
    );
    return page(200, 'Signed in', `<h1>Signed in</h1><dl>${rows.join('')}</dl>`);
  };

  const refused = (message: string): ReturnType<SignIn['answer']> => ({
    reply: signInRefusal({ status: 400, message }),
    principal: undefined,
  });

  return {
    answer: (params) => {
      const action = params.get('Action');
      if (action !== 'getSigninToken' && action !== 'login')
        return refused('Invalid Action parameter');
      if (action === 'getSigninToken') {
        const given = getSigninToken(params);
        if (!given.ok) return refused(given.failure);
        const caller = callerOf(given.value.session);
        if (caller === undefined) return refused('Invalid credentials parameter');
        return {
          reply: {
            status: 200,
            contentType: 'application/json;charset=UTF-8',
            headers: { 'Cache-Control': 'no-store' },
            body: JSON.stringify({ SigninToken: given.value.token }),
          },
          principal: callerArn(deps.world(), caller),
        };
      }
      const found = login(params);
      if (!found.ok) return refused(found.failure);
      const caller = callerOf(found.value.session);
      if (caller === undefined) return refused('Invalid SigninToken parameter');
      return {
        reply: consolePage(caller, found.value, params.get('Issuer') ?? ''),
        principal: callerArn(deps.world(), caller),
      };
    },
  };
};
