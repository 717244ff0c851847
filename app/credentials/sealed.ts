import { ownDetail, type Detail } from '../detail.ts';
import { z } from 'zod';
import { madeDecoder, type Made } from './made.ts';
import { grantRefDecoder } from '../grant-ref.ts';
import {
  grantId,
  grantRefOf,
  type Credentials,
  type GrantId,
  type GrantRef,
  type Held,
  type Instant,
} from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import type { EndsChosen } from '../session/attention.ts';
import type { Maximum } from '../session/maximums.ts';
import type { AppState } from '../session/state.ts';

/** The text that is sealed on disk: held grants with their credentials, spent steps, notices told, durations learnt. */
const instant = z.number().nonnegative();
const seconds = z.number().int().positive().nullable();
const maximumDecoder = z.union([
  z.object({ seconds, askedAt: instant.nullable(), refused: seconds }),
  // As it was sealed before: nobody knows when it was learnt, or from what.
  seconds.transform((learnt) => ({ seconds: learnt, askedAt: null, refused: null })),
]);
const sealedDecoder = z.object({
  version: z.literal(1),
  kept: z.boolean().default(false),
  grants: z.array(
    z.object({
      ref: grantRefDecoder,
      held: z.object({
        obtainedAt: instant,
        expiresAt: instant,
        withCode: z.boolean(),
        underSessionOf: instant.nullable(),
        arn: z.string().nullable(),
        packedPolicySize: z.number().nullable(),
        about: z
          .object({
            id: z.string().nullable(),
            sourceIdentity: z.string().nullable(),
            subject: z.string().nullable(),
            subjectType: z.string().nullable(),
            audience: z.string().nullable(),
            provider: z.string().nullable(),
            nameQualifier: z.string().nullable(),
          })
          .optional(),
        madeFor: z.string(),
      }),
      wanted: z.boolean(),
      accessKeyId: z.string().min(1),
      secretAccessKey: z.string().min(1),
      sessionToken: z.string().min(1),
    }),
  ),
  spentSteps: z.record(z.string(), z.number().int()),
  told: z.array(z.string()),
  snoozed: z.array(z.object({ ref: grantRefDecoder, endsAt: instant, until: instant })).default([]),
  lettingEnd: z.array(z.object({ ref: grantRefDecoder, endsAt: instant })).default([]),
  maximums: z.record(z.string(), maximumDecoder).default({}),
  made: z.array(madeDecoder).default([]),
});

export type Unsealed = {
  /** A lock keeps it for a finger: it says so itself, since whoever takes the lock's file away must not open it. */
  readonly kept: boolean;
  readonly grants: readonly {
    readonly ref: GrantRef;
    readonly held: Held;
    readonly wanted: boolean;
  }[];
  /** Roles wanted that ended meanwhile, under a session that goes on: got again without a code (ST3). */
  readonly renewable: readonly { readonly ref: GrantRef; readonly madeFor: string }[];
  readonly wallet: ReadonlyMap<GrantId, Credentials>;
  readonly spentSteps: ReadonlyMap<string, number>;
  readonly told: ReadonlySet<string>;
  readonly chosen: EndsChosen;
  readonly maximums: ReadonlyMap<string, Maximum>;
  readonly made: readonly Made[];
};

const named = <T, U extends object>(
  map: ReadonlyMap<GrantId, T>,
  facts: (one: T) => U,
): readonly ({ readonly ref: GrantRef } & U)[] =>
  [...map].flatMap(([id, one]) => {
    const ref = grantRefOf(id);
    return ref === null ? [] : [{ ref, ...facts(one) }];
  });

/** What is worth sealing: valid credentials, and whether their grant is wanted; ended ones are pruned here (ST12). */
export const sealedText = (
  state: AppState,
  wallet: ReadonlyMap<GrantId, Credentials>,
  now: Instant,
  kept = false,
): Secret => {
  const grants = [...state.grants.values()].flatMap(({ ref, held, wish }) => {
    const credentials = wallet.get(grantId(ref));
    if (held === null || credentials === undefined || held.expiresAt <= now) return [];
    return [
      {
        ref,
        held,
        wanted: wish === 'wanted',
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: reveal(credentials.secretAccessKey),
        sessionToken: reveal(credentials.sessionToken),
      },
    ];
  });
  return secret(
    JSON.stringify({
      version: 1,
      kept,
      grants,
      spentSteps: Object.fromEntries(state.spentSteps),
      told: [...state.told],
      snoozed: named(state.attention.snoozed, (snooze) => snooze),
      lettingEnd: named(state.attention.lettingEnd, (endsAt) => ({ endsAt })),
      maximums: Object.fromEntries(state.maximums),
      made: [...state.made.values()].filter(({ name }) =>
        grants.some(({ ref }) => ref.kind === 'made' && ref.name === name),
      ),
    }),
  );
};

const parseJson = (text: string): Result<unknown, Detail> => {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    // The parser's message quotes the text, which is secret.
    return fail(ownDetail('not-json'));
  }
};

/** Sealed copies back into grants; the credentials of those that ended meanwhile are left out. */
export const unseal = (sealed: Secret, now: Instant): Result<Unsealed, Detail> => {
  const json = parseJson(reveal(sealed));
  if (!json.ok) return json;
  const decoded = sealedDecoder.safeParse(json.value);
  if (!decoded.success) return fail(ownDetail('other-version'));
  const alive = decoded.data.grants.filter(({ held }) => held.expiresAt > now);
  const sessions = new Set(
    alive.flatMap(({ ref, held }) => (ref.kind === 'session' ? [held.obtainedAt] : [])),
  );
  const renewable = decoded.data.grants.filter(
    ({ ref, held, wanted }) =>
      ref.kind === 'role' &&
      wanted &&
      held.expiresAt <= now &&
      held.underSessionOf !== null &&
      sessions.has(held.underSessionOf),
  );
  return ok({
    kept: decoded.data.kept,
    grants: alive.map(({ ref, held, wanted }) => ({ ref, held, wanted })),
    renewable: renewable.map(({ ref, held }) => ({ ref, madeFor: held.madeFor })),
    wallet: new Map(
      alive.map((one) => [
        grantId(one.ref),
        {
          accessKeyId: one.accessKeyId,
          secretAccessKey: secret(one.secretAccessKey),
          sessionToken: secret(one.sessionToken),
          expiresAt: one.held.expiresAt,
        },
      ]),
    ),
    spentSteps: new Map(Object.entries(decoded.data.spentSteps)),
    told: new Set(decoded.data.told),
    chosen: {
      snoozed: new Map(
        decoded.data.snoozed.map(({ ref, endsAt, until }) => [grantId(ref), { endsAt, until }]),
      ),
      lettingEnd: new Map(decoded.data.lettingEnd.map(({ ref, endsAt }) => [grantId(ref), endsAt])),
    },
    maximums: new Map(Object.entries(decoded.data.maximums)),
    made: decoded.data.made,
  });
};
