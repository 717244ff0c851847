import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { createBackups } from '../../../main/storage/backups.ts';
import { temporaryFolders } from '../temporary-folder.ts';

// A key on its way out of a file, and the process killed at each step: the next start finishes what was begun, and
// finds out from the files themselves.

const folder = temporaryFolders();
const root = fileURLToPath(new URL('../../..', import.meta.url));
const SECRET = 'planted/Secret+of+a+file+0123456789abcdef';
const BEFORE = `# mine\n[ada]\naws_access_key_id = AKIAPLANTED000000001\naws_secret_access_key = ${SECRET}\n\n[ops]\noutput = json\n`;
const AFTER = '# mine\n[ada]\n\n[ops]\noutput = json\n';

describe('a removal that is killed (ST9)', () => {
  const built = { script: '' };
  const outDir = fileURLToPath(new URL('../../../dist/test/remove-in-process/', import.meta.url));
  beforeAll(async () => {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        ssr: join(root, 'test/support/remove-in-process.ts'),
        outDir,
        rolldownOptions: { output: { entryFileNames: 'remove.mjs' } },
      },
    });
    built.script = join(outDir, 'remove.mjs');
  });

  const child = (...args: readonly string[]): Promise<{ killed: boolean; out: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [built.script, ...args], (error, out, said) =>
        resolve({ killed: error?.signal === 'SIGKILL', out: out || said }),
      );
    });

  const lay = () => {
    const home = join(folder(), 'home');
    const aws = join(home, '.aws');
    mkdirSync(aws, { recursive: true });
    const credentials = join(aws, 'credentials');
    writeFileSync(credentials, BEFORE, { mode: 0o600 });
    writeFileSync(join(aws, 'config'), '[profile ada]\nregion = eu-west-1\n', { mode: 0o600 });
    writeFileSync(`${credentials}.fobwatch-2~`, `# older\n${BEFORE}`, { mode: 0o600 });
    return { home, aws, credentials };
  };
  const holding = (aws: string): readonly string[] =>
    readdirSync(aws).filter((name) => readFileSync(join(aws, name)).includes(SECRET));

  it('ends with no copy of the key where it is not killed', async () => {
    const { home, aws, credentials } = lay();
    expect(await child(home, 'remove')).toEqual({ killed: false, out: 'done' });
    expect(readFileSync(credentials, 'utf8')).toBe(AFTER);
    expect(holding(aws)).toEqual([]);
  });

  it.each([
    'edit:locked',
    'edit:read',
    'edit:backed-up',
    'edit:staged',
    'edit:renamed',
    'edit:looked-after',
    'seal:locked',
    'seal:read',
    'seal:staged',
    'seal:renamed',
  ])(
    'at %s leaves the file as it was or without the key, and the next start seals its backups',
    async (step) => {
      const { home, aws, credentials } = lay();
      expect((await child(home, 'remove', step)).killed).toBe(true);
      const text = readFileSync(credentials, 'utf8');
      expect([BEFORE, AFTER]).toContain(text);
      expect((await child(home, 'start')).killed).toBe(false);
      // Where nothing was taken out the backups say no more than the file does; asked again, it comes about.
      const again = text === BEFORE ? (await child(home, 'remove')).out : 'done';
      expect(again).toBe('done');
      expect(readFileSync(credentials, 'utf8')).toBe(AFTER);
      expect(holding(aws)).toEqual([]);
      const key = ok(secret(Buffer.alloc(32, 7).toString('base64')));
      const backups = createBackups({ sealingKey: async () => key });
      const older = await backups.open(`${credentials}.fobwatch-3~`);
      expect(older.ok && reveal(older.value)).toBe(`# older\n${BEFORE}`);
    },
  );
});
