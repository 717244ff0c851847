import { z } from 'zod';
import type { Journal, KeyPlans } from '../../app/ports.ts';
import { ok } from '../../app/result.ts';
import { createStateFile } from './state-file.ts';

const text = z.string().min(1).max(2048);
const instant = z.number();
const newId = text;
const place = z.enum(['keychain', 'file']);

const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('creating'), since: instant }),
  z.object({ kind: z.literal('storing'), newId }),
  z.object({ kind: z.literal('proving'), newId, since: instant }),
  z.object({ kind: z.literal('switching'), newId }),
  z.object({ kind: z.literal('deactivating'), newId }),
  z.object({
    kind: z.literal('resting'),
    newId,
    since: instant,
    old: z.enum(['inactive', 'active']),
  }),
  z.object({ kind: z.literal('deleting'), newId }),
  z.object({ kind: z.literal('reviving'), newId, to: z.enum(['rest', 'back']) }),
  z.object({ kind: z.literal('proving-old'), newId, since: instant }),
  z.object({ kind: z.literal('switching-back'), newId }),
  z.object({ kind: z.literal('discarding'), newId: newId.nullable(), since: instant }),
  z.object({ kind: z.literal('clearing'), keptId: text }),
]);

const body = z.object({
  rotations: z.array(
    z.object({
      identity: text,
      from: place,
      into: place,
      oldId: text,
      before: z.array(text),
      follow: z.array(text),
      startedAt: instant,
      touchedAt: instant,
      step,
    }),
  ),
  created: z.array(z.object({ accessKeyId: text, createdAt: instant })),
});

/** How far the rotation of each key has come, and how old keys are, without their secrets. */
export const createKeyPlans = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): KeyPlans => {
  const file = createStateFile({
    ...deps,
    version: 1,
    body,
    restored: 'key-plans-restored',
  });
  return {
    load: async () => {
      const loaded = await file.load();
      return loaded.ok ? ok(loaded.value ?? { rotations: [], created: [] }) : loaded;
    },
    save: ({ rotations, created }) =>
      file.save({
        rotations: rotations.map((one) => ({
          ...one,
          before: [...one.before],
          follow: [...one.follow],
        })),
        created: [...created],
      }),
  };
};
