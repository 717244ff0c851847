import { z } from 'zod';
import type { IdentityList, Journal } from '../../app/ports.ts';
import { ok } from '../../app/result.ts';
import { createStateFile } from './state-file.ts';

const text = z.string().max(2048);
const body = z.object({
  identities: z.array(
    z.object({
      name: text.min(1),
      accessKeyId: text.min(1),
      serial: text.nullable(),
      userArn: text.nullable(),
      account: text.nullable(),
      alias: text.nullable(),
    }),
  ),
});

/** Which identities are in the keychain, without their secrets. */
export const createIdentityList = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): IdentityList => {
  const file = createStateFile({
    ...deps,
    version: 1,
    body,
    restored: 'identities-restored',
  });
  return {
    load: async () => {
      const loaded = await file.load();
      return loaded.ok ? ok(loaded.value?.identities ?? null) : loaded;
    },
    save: (identities) => file.save({ identities: [...identities] }),
  };
};
