import { ownDetail } from '../../../app/detail.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeptLock } from '../../../app/session/lock.ts';
import { createLockKeeping } from '../../../main/storage/lock-file.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const place = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'fob-lock-'));
  folders.push(folder);
  return join(folder, 'lock.json');
};

const lock: KeptLock = {
  since: 1_800_000_000_000,
  cause: 'screen',
  livesOn: [{ target: { kind: 'role', profile: 'dev' }, arn: null, expiresAt: 1_800_003_600_000 }],
  keeps: true,
  spentSteps: { 'arn:aws:iam::111122223333:mfa/ada': 60_000_000 },
};

describe('lock.json', () => {
  it('comes back as it was kept, and nobody else reads it', async () => {
    const path = place();
    const kept = createLockKeeping(path, []);
    expect(await kept.load()).toEqual({ ok: true, value: null });
    expect(await kept.save(lock)).toEqual({ ok: true, value: null });
    expect(await kept.load()).toMatchObject({ ok: true, value: lock });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['lock.json']);
    expect(await kept.remove()).toEqual({ ok: true, value: null });
    expect(await kept.load()).toEqual({ ok: true, value: null });
  });

  it('of a version that knew of no finger keeps nothing for one', async () => {
    const path = place();
    const kept = createLockKeeping(path, []);
    await kept.save(lock);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/ *"keeps": true,\n/, ''));
    expect(await kept.load()).toMatchObject({ ok: true, value: { cause: 'screen', keeps: false } });
  });

  it.each([
    ['is no JSON', '{', ownDetail('not-json')],
    ['is no lock', '{"version":1}', ownDetail('not-ours')],
    [
      'has a cause that nobody knows',
      JSON.stringify({ version: 1, ...lock, cause: 'moon' }),
      ownDetail('not-ours'),
    ],
    ['is of a later version', JSON.stringify({ version: 2, ...lock }), ownDetail('not-ours')],
  ])('that %s is a failure, never an open app', async (_, text, detail) => {
    const path = place();
    writeFileSync(path, text);
    expect(await createLockKeeping(path, []).load()).toEqual({
      ok: false,
      failure: { path, detail },
    });
  });

  it('makes everybody let go who read from the keychain', () => {
    const gone: string[] = [];
    createLockKeeping(place(), [() => gone.push('keys'), () => gone.push('proxies')]).letGo();
    expect(gone).toEqual(['keys', 'proxies']);
  });
});
