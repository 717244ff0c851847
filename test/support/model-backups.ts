import { systemDetail } from '../../app/detail.ts';
import type { Backups } from '../../app/backups.ts';
import { fail, ok } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';

/** Backups as the model's editor makes them, one of each file, in `saved`; a sealed one says nothing of what it was. */
export const modelBackups = (saved: Map<string, string>): Backups => {
  const sealed = new Map<string, { readonly said: string; readonly was: string }>();
  const nameOf = (path: string): string => `${path}~`;
  const isSealed = (backup: string): boolean => sealed.get(backup)?.said === saved.get(backup);
  return {
    list: async (path) => {
      const backup = nameOf(path);
      if (!saved.has(backup)) return ok([]);
      return ok([{ path: backup, of: path, sealed: isSealed(backup), madeAt: 0 }]);
    },
    naming: async (path, ids) => ids.filter((id) => saved.get(nameOf(path))?.includes(id) ?? false),
    seal: async (path, secrets) => {
      const backup = nameOf(path);
      const was = saved.get(backup);
      if (was === undefined || !secrets.some((one) => was.includes(reveal(one))))
        return ok({ sealed: [], elsewhere: [] });
      const said = `sealed ${sealed.size + 1}`;
      sealed.set(backup, { said, was });
      saved.set(backup, said);
      return ok({ sealed: [backup], elsewhere: [] });
    },
    open: async (backup) => {
      const text = isSealed(backup) ? sealed.get(backup)?.was : saved.get(backup);
      return text === undefined
        ? fail({ kind: 'file', path: backup, detail: systemDetail('ENOENT') })
        : ok(secret(text));
    },
  };
};
