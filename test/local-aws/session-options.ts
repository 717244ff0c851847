import { fail, ok } from '../../app/result.ts';
import {
  invalidParameter,
  malformedPolicy,
  packedPolicyTooLarge,
  validationError,
  type Outcome,
} from './errors.ts';
import { listParam, type Params } from './params.ts';
import { identityPolicySchema, jsonOf, type IdentityPolicy } from './policy.ts';
import type { SessionTag } from './sessions.ts';
import { managedPolicy, type World } from './world.ts';

/** Tags a call asks for: in its form, or in what an identity provider says. */
export type RequestedTags = {
  readonly pairs: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveKeys: readonly string[];
};

/** What a call narrows and marks a session with. */
export type SessionOptions = {
  /** Undefined: the session is not narrowed. */
  readonly policies: readonly IdentityPolicy[] | undefined;
  readonly tags: readonly SessionTag[];
  /** How full the packed form is; undefined when there is nothing to pack. */
  readonly packedPercent: number | undefined;
};

const TAG_KEY = { min: 1, max: 128, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+` };
const TAG_VALUE = { max: 256, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*` };
/** AWS packs policies and tags into a binary form of its own; this size stands for its limit. */
const PACKED_BYTES = 2048;

const readPolicies = (
  params: Params,
  world: World,
): Outcome<readonly IdentityPolicy[] | undefined> => {
  const inline = params.get('Policy');
  const arns = listParam(params, 'PolicyArns').map((item) => item.get('arn') ?? '');
  if (inline === undefined && arns.length === 0) return ok(undefined);
  const policies: IdentityPolicy[] = [];
  if (inline !== undefined) {
    const parsed = identityPolicySchema.safeParse(jsonOf(inline));
    if (!parsed.success) return fail(malformedPolicy('Syntax errors in policy.'));
    policies.push(parsed.data);
  }
  for (const arn of arns) {
    const policy = managedPolicy(world, arn);
    if (policy === undefined) {
      return fail(validationError(`The specified managed policy ${arn} does not exist.`));
    }
    policies.push(policy);
  }
  return ok(policies);
};

const tagProblem = (key: string, value: string, index: number): string | undefined => {
  const problem = (field: 'key' | 'value', constraint: string): string =>
    `1 validation error detected: Value '${field === 'key' ? key : value}' at 'tags.${index + 1}.member.${field}' failed to satisfy constraint: Member must ${constraint}`;
  const matches = (pattern: string, text: string): boolean =>
    new RegExp(`^(?:${pattern})$`, 'u').test(text);
  if (key.length < TAG_KEY.min) {
    return problem('key', `have length greater than or equal to ${TAG_KEY.min}`);
  }
  if (key.length > TAG_KEY.max) {
    return problem('key', `have length less than or equal to ${TAG_KEY.max}`);
  }
  if (!matches(TAG_KEY.pattern, key)) {
    return problem('key', `satisfy regular expression pattern: ${TAG_KEY.pattern}`);
  }
  if (value.length > TAG_VALUE.max) {
    return problem('value', `have length less than or equal to ${TAG_VALUE.max}`);
  }
  return matches(TAG_VALUE.pattern, value)
    ? undefined
    : problem('value', `satisfy regular expression pattern: ${TAG_VALUE.pattern}`);
};

/** The tags in the form of a call. */
export const tagsInForm = (params: Params): RequestedTags => ({
  pairs: listParam(params, 'Tags').map((item) => ({
    key: item.get('Key') ?? '',
    value: item.get('Value') ?? '',
  })),
  transitiveKeys: listParam(params, 'TransitiveTagKeys').map((item) => item.get('') ?? ''),
});

const readTags = (
  { pairs, transitiveKeys }: RequestedTags,
  inherited: readonly SessionTag[],
): Outcome<readonly SessionTag[]> => {
  const transitive = new Set(transitiveKeys.map((key) => key.toLowerCase()));
  const seen = new Set<string>();
  const tags: SessionTag[] = [];
  for (const [index, { key, value }] of pairs.entries()) {
    const problem = tagProblem(key, value, index);
    if (problem !== undefined) return fail(validationError(problem));
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      return fail(
        invalidParameter(
          'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
        ),
      );
    }
    if (inherited.some((tag) => tag.key.toLowerCase() === folded)) {
      return fail(
        invalidParameter(
          "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        ),
      );
    }
    seen.add(folded);
    tags.push({ key, value, transitive: transitive.has(folded) });
  }
  return [...transitive].every((key) => seen.has(key))
    ? ok([...inherited, ...tags])
    : fail(
        invalidParameter(
          'The specified transitive tag key must be included in the requested tags.',
        ),
      );
};

/** Reads the session policies of a call and checks its tags; `inherited` tags come with the caller. */
export const readSessionOptions = (
  params: Params,
  world: World,
  {
    tags: requested,
    inherited = [],
  }: { readonly tags: RequestedTags; readonly inherited?: readonly SessionTag[] },
): Outcome<SessionOptions> => {
  const policies = readPolicies(params, world);
  if (!policies.ok) return policies;
  const tags = readTags(requested, inherited);
  if (!tags.ok) return tags;
  const packedBytes =
    (params.get('Policy')?.length ?? 0) +
    listParam(params, 'PolicyArns').reduce((sum, item) => sum + (item.get('arn')?.length ?? 0), 0) +
    tags.value.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const percent = Math.ceil((packedBytes * 100) / PACKED_BYTES);
  if (percent > 100) {
    return fail(packedPolicyTooLarge(percent, policies.value === undefined ? 'tags' : 'policy'));
  }
  return ok({
    policies: policies.value,
    tags: tags.value,
    packedPercent: packedBytes === 0 ? undefined : percent,
  });
};
