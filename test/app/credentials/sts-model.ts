import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** STS's own API model, as awscli (a package the tests need anyway) carries it: the oracle for limits. */
const MODEL = '/usr/lib/python3/dist-packages/awscli/botocore/data/sts/2011-06-15/service-2.json';

const shape = z.object({
  type: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  members: z.record(z.string(), z.object({ shape: z.string() })).optional(),
  member: z.object({ shape: z.string() }).optional(),
});

const { operations, shapes } = z
  .object({
    operations: z.record(
      z.string(),
      z.object({ input: z.object({ shape: z.string() }).optional() }),
    ),
    shapes: z.record(z.string(), shape),
  })
  .parse(JSON.parse(readFileSync(MODEL, 'utf8')));

export type Shape = z.infer<typeof shape>;

const shapeNamed = (name: string): Shape => {
  const found = shapes[name];
  if (found === undefined) throw new Error(`no shape ${name} in STS's model`);
  return found;
};

/** The shape of one argument of an operation; `inside` names a member of a list's members. */
export const argumentShape = (operation: string, argument: string, inside?: string): Shape => {
  const input = operations[operation]?.input?.shape ?? '';
  const found = shapeNamed(shapeNamed(input).members?.[argument]?.shape ?? '');
  if (found.type !== 'list' || inside === undefined) return found;
  const member = shapeNamed(found.member?.shape ?? '');
  return inside === 'itself' ? member : shapeNamed(member.members?.[inside]?.shape ?? '');
};

/** The names of an operation's arguments. */
export const argumentsOf = (operation: string): readonly string[] =>
  Object.keys(shapeNamed(operations[operation]?.input?.shape ?? '').members ?? {});

/** Whether the model lets a text through: the straightforward way. */
export const modelAccepts = (
  { min = 0, max = Number.MAX_SAFE_INTEGER, pattern }: Shape,
  text: string,
): boolean => {
  const { length } = Array.from(text);
  if (length < min || length > max) return false;
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text);
};
