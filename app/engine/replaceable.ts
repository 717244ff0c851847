import { saysAbsent } from '../detail.ts';
import type { Failure } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Core } from './core.ts';

/**
 * Why a file is not to be replaced by what the app makes: a path may be mistyped, and no backup is made. Only an older
 * file of the same kind is; the AWS files in force never are, not even before they are there. null: it may be written.
 */
export const obstacleAt = async (
  { ports, store }: Pick<Core, 'ports' | 'store'>,
  path: string,
  isOlder: (text: Secret) => boolean,
): Promise<Failure | null> => {
  const { config, credentials } = store.state().paths;
  if (await ports.credentialFiles.isAnyOf(path, [config, credentials]))
    return { kind: 'other-file', path };
  const there = await ports.credentialFiles.read(path);
  if (there.ok) return isOlder(there.value) ? null : { kind: 'other-file', path };
  if (saysAbsent(there.failure.detail)) return null;
  return { kind: 'file', action: 'write', ...there.failure };
};
