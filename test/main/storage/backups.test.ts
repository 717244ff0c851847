import { foreignDetail, ownDetail } from '../../../app/detail.ts';
import {
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../app/result.ts';
import { reveal, secret, type Secret } from '../../../app/secret.ts';
import type { VaultProblem } from '../../../app/ports.ts';
import { createBackups, type SealStep } from '../../../main/storage/backups.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const SECRET = 'planted/Secret+of+a+file==';
const HELD = `\uFEFF# größe\r\n[ada]\r\naws_access_key_id = AKIAPLANTED000000001\r\naws_secret_access_key = ${SECRET}`;
const FREE = '[ops]\noutput = json\n';

const seal = ok(secret(Buffer.alloc(32, 7).toString('base64')));
const backupsWith = (
  at: Partial<Record<SealStep, () => void>> = {},
  sealingKey: Result<Secret, VaultProblem> = seal,
) =>
  createBackups({
    sealingKey: async () => sealingKey,
    step: (step) => at[step]?.(),
  });

/** A credentials file with backups of it: the newest and an older one hold the key, one between them does not. */
const lay = (): { readonly home: string; readonly path: string } => {
  const home = folder();
  const path = join(home, 'credentials');
  writeFileSync(path, FREE);
  writeFileSync(`${path}~`, HELD, { mode: 0o600 });
  writeFileSync(`${path}.fobwatch-1~`, FREE, { mode: 0o600 });
  writeFileSync(`${path}.fobwatch-5~`, HELD, { mode: 0o600 });
  return { home, path };
};

const holding = (home: string): readonly string[] =>
  readdirSync(home).filter((name) => readFileSync(join(home, name)).includes(SECRET));

describe('backups that hold a secret (ST9)', () => {
  it('are sealed under their own names, older ones too, and others stay to the byte', async () => {
    const { home, path } = lay();
    utimesSync(`${path}~`, 1000, 2000);
    expect(await backupsWith().seal(path, [secret(SECRET)])).toEqual(
      ok({ sealed: [`${path}~`, `${path}.fobwatch-5~`], elsewhere: [] }),
    );
    expect(holding(home)).toEqual([]);
    expect(readFileSync(`${path}.fobwatch-1~`, 'utf8')).toBe(FREE);
    expect(readFileSync(`${path}~`, 'utf8')).toMatch(/^# Sealed by Fobwatch: .*\n[\w+/=]+\n$/);
    expect(statSync(`${path}~`).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}~`).mtimeMs).toBe(2_000_000);
    expect(readdirSync(home)).toHaveLength(4);
  });

  it('open again to the byte, with the sealing key alone', async () => {
    const { path } = lay();
    await backupsWith().seal(path, [secret(SECRET)]);
    const opened = await backupsWith().open(`${path}~`);
    expect(opened.ok && reveal(opened.value)).toBe(HELD);
    const other = ok(secret(Buffer.alloc(32, 8).toString('base64')));
    expect(await backupsWith({}, other).open(`${path}~`)).toMatchObject({
      failure: { kind: 'file', detail: ownDetail('not-opened') },
    });
  });

  it('are listed, the newest first, and told to be sealed', async () => {
    const { path } = lay();
    await backupsWith().seal(path, [secret(SECRET)]);
    const list = await backupsWith().list(path);
    expect(list.ok && list.value.map((one) => [one.path, one.sealed])).toEqual([
      [`${path}~`, true],
      [`${path}.fobwatch-1~`, false],
      [`${path}.fobwatch-5~`, true],
    ]);
  });

  it('are known by the key ids in them, until they are sealed', async () => {
    const { path } = lay();
    const ids = ['AKIAPLANTED000000001', 'AKIAOTHER'];
    expect(await backupsWith().naming(path, ids)).toEqual(['AKIAPLANTED000000001']);
    await backupsWith().seal(path, [secret(SECRET)]);
    expect(await backupsWith().naming(path, ids)).toEqual([]);
  });

  it('are sealed once: a second time nothing is left to do', async () => {
    const { path } = lay();
    await backupsWith().seal(path, [secret(SECRET)]);
    const before = readFileSync(`${path}~`);
    expect(await backupsWith().seal(path, [secret(SECRET)])).toMatchObject({
      value: { sealed: [] },
    });
    expect(readFileSync(`${path}~`)).toEqual(before);
  });

  it('stay as they are without a keychain, and that is told', async () => {
    const { home, path } = lay();
    const problem = { backend: 'Secret Service', detail: foreignDetail('not running') };
    expect(await backupsWith({}, fail(problem)).seal(path, [secret(SECRET)])).toEqual(
      fail({ kind: 'vault', ...problem }),
    );
    expect(holding(home)).toHaveLength(2);
  });

  it('name other files beside them that hold the secret, which stay', async () => {
    const { home, path } = lay();
    writeFileSync(`${path}.old`, HELD);
    // Not text: it would not come back to the byte.
    writeFileSync(`${path}.fobwatch-7~`, Buffer.concat([Buffer.from([0xff]), Buffer.from(HELD)]));
    expect(await backupsWith().seal(path, [secret(SECRET)])).toMatchObject({
      value: { elsewhere: [`${path}.fobwatch-7~`, `${path}.old`] },
    });
    expect(holding(home)).toEqual(['credentials.fobwatch-7~', 'credentials.old']);
  });

  it('lie beside the name that was given, also where that is a link', async () => {
    const { path } = lay();
    const link = join(folder(), 'credentials');
    symlinkSync(path, link);
    writeFileSync(`${link}~`, HELD);
    expect(await backupsWith().seal(link, [secret(SECRET)])).toMatchObject({
      value: { sealed: [`${link}~`] },
    });
  });

  it.each<[SealStep, number]>([
    ['locked', 2],
    ['read', 2],
    ['staged', 2],
    ['renamed', 1],
  ])(
    'a failure once %s leaves %i of two to seal, whole, and the next time goes on',
    async (step, left) => {
      const { home, path } = lay();
      const stop = { [step]: () => void JSON.parse('no') };
      const sealed = backupsWith(stop).seal(path, [secret(SECRET)]);
      await expect(sealed.catch(() => ({ ok: false }))).resolves.toMatchObject({ ok: false });
      expect(holding(home)).toHaveLength(left);
      expect(await backupsWith().seal(path, [secret(SECRET)])).toMatchObject({ ok: true });
      expect(holding(home)).toEqual([]);
      for (const name of ['credentials~', 'credentials.fobwatch-5~']) {
        // oxlint-disable-next-line no-await-in-loop
        const opened = await backupsWith().open(join(home, name));
        expect(opened.ok && reveal(opened.value)).toBe(HELD);
      }
      expect(readdirSync(home)).toHaveLength(4);
    },
  );
});
