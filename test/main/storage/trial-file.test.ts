import { ownDetail } from '../../../app/detail.ts';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeTrial, encodeTrial } from '../../../app/lab/trial-file.ts';
import { createTrialFile } from '../../../main/storage/trial-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const trial = {
  name: 'fobwatch-lab-abcdefghij',
  identity: 'ada',
  account: '111122223333',
  partition: 'aws',
  lastAt: 1_800_000_000_000,
  whole: false,
};

describe('EX4: the trial on the disk', () => {
  it('is read as it was written, by its owner alone, and gone when it is removed', async () => {
    const path = join(temporaryFolder(), 'trial.json');
    const file = createTrialFile(path);
    expect(await file.read()).toEqual({ ok: true, value: null });
    expect(await file.write(encodeTrial(trial))).toEqual({ ok: true, value: null });
    const read = await file.read();
    expect(decodeTrial(read.ok ? (read.value ?? '') : '')).toEqual({ ok: true, value: trial });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await file.remove();
    expect(await file.remove()).toEqual({ ok: true, value: null });
    expect(await file.read()).toEqual({ ok: true, value: null });
  });

  it('says why it cannot be read', async () => {
    const path = join(temporaryFolder(), 'trial.json');
    mkdirSync(path);
    expect(await createTrialFile(path).read()).toMatchObject({ ok: false, failure: { path } });
  });

  it.each([
    ['half a file', '{"version": 1,', 'not-json'],
    ['a name that is no trial’s', encodeTrial({ ...trial, name: 'ada' }), 'not-ours'],
  ] as const)('%s is no trial', (_what, text, reason) => {
    expect(decodeTrial(text)).toMatchObject({
      ok: false,
      failure: ownDetail(reason),
    });
  });
});
