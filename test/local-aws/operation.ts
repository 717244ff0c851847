import type { AuthorizationMessages } from './authorization-messages.ts';
import type { Caller } from './caller.ts';
import type { ServerClock } from './clock.ts';
import type { Outcome } from './errors.ts';
import type { Params } from './params.ts';
import type { SessionStore } from './sessions.ts';
import type { CodeLedger } from './totp.ts';
import type { World } from './world.ts';
import type { XmlNode } from './xml.ts';

/**
 * One operation of a Query service: what is inside its `…Result` element, or an error. The region
 * is the one the request was signed for.
 */
export type Operation = (params: Params, caller: Caller, region: string) => Outcome<XmlNode>;

/** One that nobody signs: the proof of identity is in the form, from an identity provider. */
export type UnsignedOperation = (params: Params) => Promise<Outcome<XmlNode>>;

/** A service by the names of its operations; adding one is adding an entry. */
export type Operations = ReadonlyMap<string, Operation>;

export type UnsignedOperations = ReadonlyMap<string, UnsignedOperation>;

/** How long credentials really live, in seconds, where a test wants it shorter than asked for. */
export type Lifetimes = {
  /** Applied to every lifetime: 0.001 turns 12 h into 43 s. */
  readonly scale?: number;
  /** For GetSessionToken and GetFederationToken, whatever was asked. */
  readonly sessionSeconds?: number;
  /** For AssumeRole and its kin by the role's name, whatever was asked. */
  readonly roleSeconds?: Readonly<Record<string, number>>;
};

/** What operations work on. The world is the one visible now. */
export type ServiceDeps = {
  readonly clock: ServerClock;
  readonly world: () => World;
  readonly sessions: SessionStore;
  readonly codes: CodeLedger;
  readonly lifetimes: () => Lifetimes;
  readonly messages: AuthorizationMessages;
};
