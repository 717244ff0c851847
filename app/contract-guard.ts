import { z } from 'zod';
import { grantRefDecoder } from './grant-ref.ts';
import { handOvers } from './ledger.ts';

/** The commands about production: who confirms that its credentials leave, and which grants it is. */
const id = z.string().min(1).max(64);

/** For how long a yes is meant: for what is asked now, or until the session ends. */
export const lastings = ['once', 'session'] as const;
export type Lasting = (typeof lastings)[number];

/** What a person did to confirm: a button held down, or the name typed. */
const deed = z.discriminatedUnion('how', [
  z.strictObject({
    how: z.literal('held'),
    of: grantRefDecoder,
    /** How long the button was held down, ms. */
    forMs: z.number().min(0).max(600_000),
    lasts: z.enum(lastings),
  }),
  z.strictObject({
    how: z.literal('named'),
    of: grantRefDecoder,
    name: z.string().max(256),
    lasts: z.enum(lastings),
  }),
]);

export type Deed = z.infer<typeof deed>;

/** What is shown at the gate (guard/gate): a person's deed, or a question that was answered with yes. */
export const confirmation = z.union([deed, z.strictObject({ how: z.literal('asked'), ask: id })]);

export type Confirmation = z.infer<typeof confirmation>;

/** What a command carries with which credentials leave. */
export const confirmed = { confirmed: z.array(confirmation).max(5000).optional() };

export const guardCommands = {
  /** A program wants credentials of production: a person is asked, until it is answered or withdrawn. */
  'ask-production': z.strictObject({
    kind: z.literal('ask-production'),
    id,
    target: grantRefDecoder,
    how: z.enum(handOvers),
    by: z.strictObject({
      program: z.string().min(1).max(128).nullable(),
      pid: z.number().int().positive().nullable(),
    }),
    /** Where it was run. */
    folder: z.string().max(4096).nullable(),
  }),
  'withdraw-production': z.strictObject({ kind: z.literal('withdraw-production'), id }),
  /** The answer to the question that stands first; null: no. */
  'answer-production': z.strictObject({
    kind: z.literal('answer-production'),
    id,
    deed: deed.nullable(),
  }),
  /** What a person says of a role or an identity; it becomes a rule in the settings. */
  'mark-production': z.strictObject({
    kind: z.literal('mark-production'),
    target: grantRefDecoder,
    production: z.boolean(),
  }),
  /** Leads to the question that stands first. */
  'show-production': z.strictObject({ kind: z.literal('show-production') }),
} as const;

export type GuardCommandKind = keyof typeof guardCommands;
export type GuardCommand = {
  [K in GuardCommandKind]: z.infer<(typeof guardCommands)[K]>;
}[GuardCommandKind];

export const isGuardCommand = (command: { readonly kind: string }): command is GuardCommand =>
  Object.hasOwn(guardCommands, command.kind);
