import { detailAbout, foreignDetail, ownDetail } from '../../../app/detail.ts';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { createSealedStore, openSealed, sealText } from '../../../main/storage/sealed-store.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const key = () => secret(randomBytes(32).toString('base64'));
const storeAt = (path: string, sealingKey = key()) =>
  createSealedStore({ path, sealingKey: async () => ok(sealingKey) });

describe('the sealed copy', () => {
  it('gives back what was saved, also to a later run with the same key', async () => {
    const path = join(folder(), 'sealed');
    const sealing = key();
    await storeAt(path, sealing).save(secret('{"grants":[]}'));
    const loaded = await storeAt(path, sealing).load();
    expect(loaded.ok && loaded.value !== null && reveal(loaded.value)).toBe('{"grants":[]}');
  });

  it('is readable by its owner alone and shows nothing of the text', async () => {
    const path = join(folder(), 'sealed');
    await storeAt(path).save(secret('wJalrXUtnFEMI'.repeat(20)));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('wJalrXUtnFEMI')).toBe(false);
  });

  it('is nothing before the first save', async () => {
    expect(await storeAt(join(folder(), 'sealed')).load()).toEqual(ok(null));
  });

  it('holds nothing without a keychain, and says so: not a byte reaches the disk', async () => {
    const path = join(folder(), 'sealed');
    const sealing = key();
    const refused = fail({ path, detail: foreignDetail('not there') });
    const store = createSealedStore({
      path,
      sealingKey: async () => fail({ backend: 'none', detail: foreignDetail('not there') }),
    });
    expect(await store.save(secret('text'))).toEqual(refused);
    expect(existsSync(path)).toBe(false);
    expect(await store.load()).toEqual(ok(null));
    // What was sealed before is not taken for nothing.
    await storeAt(path, sealing).save(secret('text'));
    expect(await store.load()).toEqual(refused);
    expect((await storeAt(path, sealing).load()).ok).toBe(true);
  });

  it.each([
    [
      'another key',
      (data: Buffer) => ({ data, sealing: randomBytes(32) }),
      ownDetail('not-opened'),
    ],
    [
      'a newer version',
      (data: Buffer) => ({ data: Buffer.from(data.fill(9, 0, 1)) }),
      detailAbout('unknown-version', 9),
    ],
    [
      'a file cut short',
      (data: Buffer) => ({ data: data.subarray(0, 20) }),
      ownDetail('cut-short'),
    ],
  ])('says so when it does not open: %s', async (_name, spoil, reason) => {
    const path = join(folder(), 'sealed');
    const good = randomBytes(32);
    const { data, sealing = good }: { data: Buffer; sealing?: Buffer } = spoil(
      sealText(good, 'text'),
    );
    writeFileSync(path, data);
    expect(await storeAt(path, secret(sealing.toString('base64'))).load()).toEqual({
      ok: false,
      failure: { path, detail: reason },
    });
  });

  it('opens to the same text, and not at all when any one bit is changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
        const sealing = randomBytes(32);
        const sealed = sealText(sealing, text);
        const opened = openSealed(sealing, sealed);
        expect(opened.ok && reveal(opened.value)).toBe(text);
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(openSealed(sealing, sealed).ok).toBe(false);
      }),
    );
  });

  it('never draws a nonce twice', () => {
    const sealing = randomBytes(32);
    const nonces = Array.from({ length: 500 }, () =>
      sealText(sealing, 'same').subarray(1, 13).toString('hex'),
    );
    expect(new Set(nonces).size).toBe(500);
  });
});
