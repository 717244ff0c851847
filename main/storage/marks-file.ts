import { z } from 'zod';
import { groupings, type MarksFile } from '../../app/marks-file.ts';
import { grantRefOf, type GrantId } from '../../app/model.ts';
import type { Journal } from '../../app/ports.ts';
import { ok } from '../../app/result.ts';
import { createStateFile } from './state-file.ts';

const isGrantId = (id: string): id is GrantId => grantRefOf(id) !== null;

const id = z.string().max(300).refine(isGrantId);

const body = z.object({
  favourites: z.array(id),
  recents: z.array(z.object({ id, at: z.number() })),
  tags: z.array(z.object({ id, tags: z.array(z.string().min(1).max(64)) })),
  grouping: z.enum(groupings),
});

/** What a person made of the list of roles: favourites, what was used last, tags. */
export const createMarksFile = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): MarksFile => {
  const file = createStateFile({
    ...deps,
    version: 1,
    body,
    restored: 'marks-restored',
  });
  return {
    load: async () => {
      const loaded = await file.load();
      if (!loaded.ok || loaded.value === null) return loaded.ok ? ok(null) : loaded;
      const { tags, ...others } = loaded.value;
      return ok({ ...others, tags: new Map(tags.map((one) => [one.id, one.tags])) });
    },
    save: ({ favourites, recents, tags, grouping }) =>
      file.save({
        favourites: [...favourites],
        recents: [...recents],
        tags: [...tags].map(([of, words]) => ({ id: of, tags: [...words] })),
        grouping,
      }),
  };
};
