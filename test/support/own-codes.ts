import type { Ports } from '../../app/engine.ts';
import { ok } from '../../app/result.ts';
import { secret } from '../../app/secret.ts';
import { emptyDisk, type startModel } from './model-engine.ts';

/** What a model is started with in which a program gives ada's codes. */
export const ownCodes = (
  run: () => string | Promise<string>,
): Pick<NonNullable<Parameters<typeof startModel>[0]>, 'disk' | 'ports'> => ({
  disk: {
    ...emptyDisk(),
    codes: [{ identity: 'ada', source: { kind: 'command', command: 'codes' } }],
  },
  ports: (ports: Ports): Ports => ({
    ...ports,
    codeSources: { ...ports.codeSources, run: async () => ok(secret(await run())) },
  }),
});
