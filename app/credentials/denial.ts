import { z } from 'zod';
import type { Failure } from '../failure.ts';

/** The kinds of policies that AWS names where it says why a call was denied. */
const policyKinds = [
  'identity-based policy',
  'resource-based policy',
  'session policy',
  'permissions boundary',
  'service control policy',
  'resource control policy',
  'VPC endpoint policy',
  'role trust policy',
] as const;

export type PolicyKind = (typeof policyKinds)[number];

/** Who was denied what on what, and by which policy; null: AWS did not say. */
export type Denial = {
  /** ARNs, whole. */
  readonly principal: string | null;
  readonly action: string;
  readonly resource: string | null;
  /** A statement denies it; false: none allows it. */
  readonly explicit: boolean;
  readonly policy: PolicyKind | null;
  /** The Sid of the statement that denies it. */
  readonly statement: string | null;
};

/** What DecodeAuthorizationMessage says of a refusal (BO7). */
export type Explained = {
  /** Null where it is not in AWS's own form. */
  readonly denial: Denial | null;
  /** All of it, as JSON to be read by a person. */
  readonly text: string;
};

/** The encoded message in the text of a refusal; its characters are those of base64, in either alphabet. */
const ENCODED = /Encoded authorization failure message:\s*([\w+/=-]+)/i;

/** The encoded message in a text; null: there is none. */
export const encodedMessageIn = (text: string): string | null => ENCODED.exec(text)?.[1] ?? null;

/** What can be decoded in a failure; null: nothing. A refusal to decode is left alone, or it would go on without end. */
export const encodedIn = (failure: Failure): string | null =>
  failure.kind === 'aws' && failure.operation !== 'DecodeAuthorizationMessage'
    ? encodedMessageIn(failure.message)
    : null;

const text = z.string().min(1);
const decoder = z.object({
  explicitDeny: z.boolean(),
  matchedStatements: z
    .object({ items: z.array(z.object({ statementId: z.string().optional() })) })
    .optional(),
  context: z.object({
    principal: z.object({ arn: text.optional(), id: text.optional() }).optional(),
    action: text,
    resource: text.optional(),
  }),
});

/** The decoded text does not say which kind of policy it was; the sentence around the encoded one does. */
export const policyIn = (message: string): PolicyKind | null => {
  const said = message.replace(ENCODED, '');
  const found = policyKinds.filter((kind) =>
    new RegExp(`explicit deny in an? ${kind}|because no ${kind} allows`, 'i').test(said),
  );
  return found[0] ?? null;
};

const parsed = (json: string): unknown => {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch {
    return undefined;
  }
};

/** A refusal's text and what its encoded message says, taken together. Other servers may say anything, or no JSON. */
export const explainedBy = (message: string, decoded: string): Explained => {
  const value = parsed(decoded);
  if (value === undefined) return { denial: null, text: decoded };
  const shown = JSON.stringify(value, null, 1);
  const known = decoder.safeParse(value);
  if (!known.success) return { denial: null, text: shown };
  const { explicitDeny, matchedStatements, context } = known.data;
  const named = matchedStatements?.items.find(({ statementId }) => (statementId ?? '') !== '');
  return {
    denial: {
      principal: context.principal?.arn ?? context.principal?.id ?? null,
      action: context.action,
      resource: context.resource ?? null,
      explicit: explicitDeny,
      policy: policyIn(message),
      statement: explicitDeny ? (named?.statementId ?? null) : null,
    },
    text: shown,
  };
};
