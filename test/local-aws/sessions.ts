import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { IdentityPolicy } from './policy.ts';

/** Tags of a session; `transitive` ones go on to the roles it assumes. */
export type SessionTag = {
  readonly key: string;
  readonly value: string;
  readonly transitive: boolean;
};

/** Who stands behind temporary credentials. */
export type SessionSubject =
  | {
      /** GetSessionToken of a user. */
      readonly kind: 'user-session';
      readonly accountId: string;
      readonly userId: string;
      /** When MFA was shown (milliseconds), if it was. */
      readonly mfaAt: number | undefined;
    }
  | {
      /** GetSessionToken of the account root. */
      readonly kind: 'root-session';
      readonly accountId: string;
      readonly mfaAt: number | undefined;
    }
  | {
      /** AssumeRole and its kin. It carries no MFA, whatever the call that made it carried. */
      readonly kind: 'role-session';
      readonly accountId: string;
      readonly roleId: string;
      readonly sessionName: string;
      /** Undefined: not narrowed. Empty: nothing is left. */
      readonly sessionPolicies: readonly IdentityPolicy[] | undefined;
      readonly sourceIdentity: string | undefined;
      readonly tags: readonly SessionTag[];
      /** The identity provider that vouched for it; undefined for AssumeRole. */
      readonly provider: string | undefined;
      /** Whether a long-term key signed for it: only then may a console session outlast it. */
      readonly fromLongTermKey: boolean;
    }
  | {
      /** GetFederationToken of a user, or of the account root when there is no `userId`. */
      readonly kind: 'federated-session';
      readonly accountId: string;
      readonly userId: string | undefined;
      readonly name: string;
      /** Empty: no permissions at all. */
      readonly sessionPolicies: readonly IdentityPolicy[];
      readonly tags: readonly SessionTag[];
    };

export type Session = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly subject: SessionSubject;
  readonly issuedAt: number;
  /** Milliseconds; from then on the credentials are refused as expired. */
  readonly expiresAt: number;
};

/** All temporary credentials this server has given out. */
export type SessionStore = {
  /** Gives out credentials; the lifetime is in seconds, the expiry falls on a whole second. */
  issue(subject: SessionSubject, nowMs: number, lifetimeSeconds: number): Session;
  find(accessKeyId: string): Session | undefined;
};

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET_BYTES = 30;
// One more than a multiple of three: the token ends in "==", which badly written INI code breaks.
const TOKEN_BYTES = 520;
const TOKEN_PREFIX = 'IQoJb3JpZ2luX2Vj';

/** Letters and digits as ids have them. */
export const randomText = (length: number): string =>
  Array.from({ length }, () => KEY_ALPHABET.charAt(randomInt(KEY_ALPHABET.length))).join('');

/** Random base64 that holds a plus and a slash, so that every quoting bug shows on every run. */
export const awkwardBase64 = (bytes: number): string => {
  for (;;) {
    const text = randomBytes(bytes).toString('base64');
    if (text.includes('+') && text.includes('/')) return text;
  }
};

export const createSessionStore = (): SessionStore => {
  const sessions = new Map<string, Session>();
  return {
    issue: (subject, nowMs, lifetimeSeconds) => {
      const session: Session = {
        accessKeyId: `ASIA${randomText(16)}`,
        secretAccessKey: awkwardBase64(SECRET_BYTES),
        sessionToken: `${TOKEN_PREFIX}${awkwardBase64(TOKEN_BYTES)}`,
        subject,
        issuedAt: nowMs,
        expiresAt: (Math.floor(nowMs / 1000) + lifetimeSeconds) * 1000,
      };
      sessions.set(session.accessKeyId, session);
      return session;
    },
    find: (accessKeyId) => sessions.get(accessKeyId),
  };
};

export const tokenMatches = (session: Session, token: string): boolean => {
  const left = Buffer.from(session.sessionToken);
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
};
