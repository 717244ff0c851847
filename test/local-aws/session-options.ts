import { fail, ok } from '../../app/result.ts';
import {
  invalidParameter,
  malformedPolicy,
  packedPolicyTooLarge,
  validationError,
  type Outcome,
} from './errors.ts';
import { listParam, type Params } from './params.ts';
import { identityPolicySchema, type IdentityPolicy } from './policy.ts';
import type { SessionTag } from './sessions.ts';
import { managedPolicy, type World } from './world.ts';

/** What AssumeRole narrows and marks a session with. */
export type SessionOptions = {
  /** Undefined: the session is not narrowed. */
  readonly policies: readonly IdentityPolicy[] | undefined;
  readonly tags: readonly SessionTag[];
  /** How full the packed form is; undefined when there is nothing to pack. */
  readonly packedPercent: number | undefined;
};

const TAG_KEY = { min: 1, max: 128 };
const TAG_VALUE_MAX = 256;
/** AWS packs policies and tags into a binary form of its own; this size stands for its limit. */
const PACKED_BYTES = 2048;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readPolicies = (
  params: Params,
  world: World,
): Outcome<readonly IdentityPolicy[] | undefined> => {
  const inline = params.get('Policy');
  const arns = listParam(params, 'PolicyArns').map((item) => item.get('arn') ?? '');
  if (inline === undefined && arns.length === 0) return ok(undefined);
  const policies: IdentityPolicy[] = [];
  if (inline !== undefined) {
    const parsed = identityPolicySchema.safeParse(parseJson(inline));
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
  const at = (field: string, shown: string, constraint: string): string =>
    `1 validation error detected: Value '${shown}' at 'tags.${index + 1}.member.${field}' failed to satisfy constraint: ${constraint}`;
  if (key.length < TAG_KEY.min) {
    return at('key', key, `Member must have length greater than or equal to ${TAG_KEY.min}`);
  }
  if (key.length > TAG_KEY.max) {
    return at('key', key, `Member must have length less than or equal to ${TAG_KEY.max}`);
  }
  return value.length > TAG_VALUE_MAX
    ? at('value', value, `Member must have length less than or equal to ${TAG_VALUE_MAX}`)
    : undefined;
};

const readTags = (
  params: Params,
  inherited: readonly SessionTag[],
): Outcome<readonly SessionTag[]> => {
  const transitive = new Set(
    listParam(params, 'TransitiveTagKeys').map((item) => (item.get('') ?? '').toLowerCase()),
  );
  const seen = new Set<string>();
  const tags: SessionTag[] = [];
  for (const [index, item] of listParam(params, 'Tags').entries()) {
    const key = item.get('Key') ?? '';
    const value = item.get('Value') ?? '';
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
  return ok([...inherited, ...tags]);
};

/** Reads session policies and tags of a call; `inherited` are the calling session's transitive tags. */
export const readSessionOptions = (
  params: Params,
  world: World,
  inherited: readonly SessionTag[],
): Outcome<SessionOptions> => {
  const policies = readPolicies(params, world);
  if (!policies.ok) return policies;
  const tags = readTags(params, inherited);
  if (!tags.ok) return tags;
  const packedBytes =
    (params.get('Policy')?.length ?? 0) +
    listParam(params, 'PolicyArns').reduce((sum, item) => sum + (item.get('arn')?.length ?? 0), 0) +
    tags.value.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const percent = Math.ceil((packedBytes * 100) / PACKED_BYTES);
  if (percent > 100) return fail(packedPolicyTooLarge(percent));
  return ok({
    policies: policies.value,
    tags: tags.value,
    packedPercent: packedBytes === 0 ? undefined : percent,
  });
};
