import type { BackupProblem } from '../backups.ts';
import type { Failure } from '../failure.ts';
import type { LongTermKey } from '../model.ts';
import { withoutKeys } from '../profiles/owned-texts.ts';
import type { AwsFileKind } from '../profiles/profile.ts';
import { ok } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { RemovalOutcome, RemovalPlan } from '../session/found.ts';
import type { Core } from './core.ts';

const KINDS: readonly AwsFileKind[] = ['credentials', 'config'];

/** What is told where a backup could not be listed, sealed or opened. */
export const ofProblem = (problem: BackupProblem): Failure =>
  problem.kind === 'vault'
    ? { ...problem, action: 'read' }
    : { ...problem, kind: 'file', action: 'write' };

export type Sealing = {
  /** Tells which backups there are. */
  listBackups(): Promise<void>;
  /** Whether none of the keys is in a file any more, whoever took them out; false where it cannot be looked at. */
  isClean(file: RemovalPlan['files'][number], keys: readonly LongTermKey[]): Promise<boolean>;
  /** Seals every backup that holds one of the secrets. */
  sealAll(
    secrets: readonly Secret[],
  ): Promise<Pick<RemovalOutcome, 'sealed' | 'elsewhere' | 'failures'>>;
};

/** The backups of a person's AWS files, which hold the keys that were taken out of the files. */
export const createSealing = ({ ports, store }: Pick<Core, 'ports' | 'store'>): Sealing => {
  const pathOf = (file: AwsFileKind): string => store.state().paths[file];

  const listBackups = async (): Promise<void> => {
    const lists = await Promise.all(KINDS.map((file) => ports.backups.list(pathOf(file))));
    store.apply({ kind: 'backups', backups: lists.flatMap((one) => (one.ok ? one.value : [])) });
  };

  const isClean: Sealing['isClean'] = async ({ file, path }, keys) => {
    const seen = await ports.awsFileEditor.edit(path, ok, { backup: false, ifThere: true });
    const { change, note } = withoutKeys(file, keys);
    return seen.ok && change(seen.value.after).ok && note().length === 0;
  };

  const sealAll: Sealing['sealAll'] = async (secrets) => {
    const sealed: string[] = [];
    const elsewhere = new Set<string>();
    const failures: Failure[] = [];
    for (const file of KINDS) {
      // eslint-disable-next-line no-await-in-loop -- one lock after another
      const done = await ports.backups.seal(pathOf(file), secrets);
      if (!done.ok) failures.push(ofProblem(done.failure));
      else {
        sealed.push(...done.value.sealed);
        for (const path of done.value.elsewhere) elsewhere.add(path);
      }
    }
    if (sealed.length > 0)
      ports.journal.write({ kind: 'backups-sealed', facts: { count: sealed.length } });
    // A file that holds it still is told of by its own failure.
    for (const file of KINDS) elsewhere.delete(pathOf(file));
    return { sealed, elsewhere: [...elsewhere], failures };
  };

  return { listBackups, isClean, sealAll };
};
