import type { AuthorizationMessages } from './authorization-messages.ts';
import type { Caller } from './caller.ts';
import type { ServerClock } from './clock.ts';
import type { Outcome } from './errors.ts';
import type { Params } from './params.ts';
import type { SessionStore } from './sessions.ts';
import type { CodeLedger } from './totp.ts';
import type { WorldChange } from './world-history.ts';
import type { World } from './world.ts';
import type { XmlNode } from './xml.ts';

/** What else there is to know of a request. */
export type About = {
  /** The one the request was signed for. */
  readonly region: string;
  /** Seconds of the server's clock until what it changes is seen: 0, or as the fault `late` has it. */
  readonly seenAfter: number;
};

/** One operation of a Query service: what is inside its `…Result` element (`''`: it has none), or an error. */
export type Operation = (params: Params, caller: Caller, about: About) => Outcome<XmlNode>;

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

/** When a long-term key was last seen, and where. */
export type KeyUse = { readonly at: number; readonly service: string; readonly region: string };

/** What operations work on. */
export type ServiceDeps = {
  readonly clock: ServerClock;
  /** The world visible now. */
  readonly world: () => World;
  /** The world with every change, seen or not: by it names are taken and limits reached. */
  readonly newestWorld: () => World;
  readonly changeWorld: (change: WorldChange, visibleAfterSeconds: number) => void;
  /** By access key id. */
  readonly keyUses: Map<string, KeyUse>;
  readonly sessions: SessionStore;
  readonly codes: CodeLedger;
  readonly lifetimes: () => Lifetimes;
  readonly messages: AuthorizationMessages;
};
