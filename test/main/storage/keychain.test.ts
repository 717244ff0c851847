import { detailAbout, foreignDetail, ownDetail } from '../../../app/detail.ts';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reveal, secret } from '../../../app/secret.ts';
import { createKeychain, type KeychainLibrary } from '../../../main/storage/keychain.ts';
import { createBus } from '../../support/desktop-bus.ts';
import { busConfig } from '../../support/desktop-config.ts';
import { createProcesses } from '../../support/desktop-processes.ts';
import { until } from '../../support/until.ts';

const backend = 'Secret Service (gnome-keyring, KWallet)';
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret('wJalr/XUtnFEMI+K7=') };

const realKeychain = () =>
  createKeychain({
    service: 'Fobwatch',
    library: async () => (await import('keytar')).default,
    platform: 'linux',
    patience: 10_000,
  });

describe('the keychain, on a bus of its own with a real gnome-keyring', () => {
  const root = mkdtempSync(join(tmpdir(), 'fob-'));
  const socket = join(root, 'bus');
  const address = `unix:path=${socket}`;
  const processes = createProcesses(randomUUID(), root, {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: root,
    XDG_DATA_HOME: join(root, 'data'),
    XDG_RUNTIME_DIR: root,
    DBUS_SESSION_BUS_ADDRESS: address,
  });
  const bus = createBus(processes, address);
  const attributes = (account: string): string[] => ['service', 'Fobwatch', 'account', account];
  const seenFromOutside = (account: string): Promise<string> =>
    processes.run(['secret-tool', 'lookup', ...attributes(account)]).catch(() => '');

  const startKeyring = async (): Promise<void> => {
    const daemon = ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'];
    processes.start('keychain', daemon, { input: 'password' });
    await until('the keychain', () => bus.hasOwner('org.freedesktop.secrets'));
    await until('the keychain to be unlocked', async () => {
      await processes.run(['secret-tool', 'store', '--label=ready', 'ready', 'yes'], {
        input: 'ready',
      });
      return true;
    });
  };

  beforeAll(async () => {
    mkdirSync(join(root, 'services'));
    writeFileSync(join(root, 'bus.conf'), busConfig(socket, join(root, 'services')));
    processes.start('bus', ['dbus-daemon', '--nofork', `--config-file=${join(root, 'bus.conf')}`]);
    await until('the bus', () => bus.hasOwner('org.freedesktop.DBus'));
    // keytar looks for the bus once, when it is first used in this process.
    process.env['DBUS_SESSION_BUS_ADDRESS'] = address;
  });

  afterAll(async () => {
    await processes.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('names itself and the reason while there is none, refuses keys, and works once there is', async () => {
    const keychain = realKeychain();
    const absent = {
      ok: false,
      failure: { backend, detail: { kind: 'foreign', text: expect.stringMatching(/secrets/) } },
    };
    expect(await keychain.probe()).toEqual(absent);
    expect(await keychain.store('ada', key)).toEqual(absent);
    await startKeyring();
    expect(await keychain.probe()).toEqual({ ok: true, value: { backend } });
  });

  it('keeps one item for an identity, which secret-tool finds', async () => {
    expect(await realKeychain().store('ada', key)).toEqual({ ok: true, value: null });
    expect(JSON.parse(await seenFromOutside('identity:ada'))).toEqual({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalr/XUtnFEMI+K7=',
    });
  });

  it('gives an identity back to a later run, its secret out of sight', async () => {
    await realKeychain().store('ada', key);
    const read = await realKeychain().read('ada');
    expect(read.ok && read.value !== null && reveal(read.value.secretAccessKey)).toBe(
      'wJalr/XUtnFEMI+K7=',
    );
    expect(JSON.stringify(read)).not.toContain('wJalr');
  });

  it('tells an identity that is not there from one that is damaged', async () => {
    expect(await realKeychain().read('nobody')).toEqual({ ok: true, value: null });
    const { default: library } = await import('keytar');
    await library.setPassword('Fobwatch', 'identity:broken', '{"accessKeyId":"A"}');
    expect(await realKeychain().read('broken')).toEqual({
      ok: false,
      failure: { backend, detail: detailAbout('item-damaged', 'broken') },
    });
  });

  it('removes an identity, and again without complaint', async () => {
    await realKeychain().store('bob', key);
    expect(await realKeychain().remove('bob')).toEqual({ ok: true, value: null });
    expect(await seenFromOutside('identity:bob')).toBe('');
    expect(await realKeychain().remove('bob')).toEqual({ ok: true, value: null });
  });

  it('keeps a proxy password as an item of its own, for one user at one proxy (BO9)', async () => {
    const place = 'ada@http://proxy.corp:3128';
    const keychain = realKeychain();
    expect(await keychain.readProxyPassword(place)).toEqual({ ok: true, value: null });
    expect(await keychain.storeProxyPassword(place, secret('s3cret pröxy'))).toMatchObject({
      ok: true,
    });
    expect(await seenFromOutside(`proxy:${place}`)).toBe('s3cret pröxy');
    const kept = await realKeychain().readProxyPassword(place);
    expect(kept.ok && kept.value !== null && reveal(kept.value)).toBe('s3cret pröxy');
    expect(await keychain.readProxyPassword('bob@http://proxy.corp:3128')).toEqual({
      ok: true,
      value: null,
    });
    await keychain.removeProxyPassword(place);
    expect(await seenFromOutside(`proxy:${place}`)).toBe('');
  });

  it('makes one sealing key of 32 bytes and gives the same one to every run', async () => {
    const first = await realKeychain().sealingKey();
    const second = await realKeychain().sealingKey();
    if (!first.ok || !second.ok) throw new Error('no sealing key');
    expect(Buffer.from(reveal(first.value), 'base64')).toHaveLength(32);
    expect(reveal(second.value)).toBe(reveal(first.value));
    expect(await seenFromOutside('seal')).toBe(reveal(first.value));
  });
});

describe('a sealing key that is there', () => {
  const SEAL = Buffer.alloc(32, 7).toString('base64');

  /** A keyring as keytar shows it, opened at a call of its own: until then it has no such item and takes none. */
  const keyringOf = (seal: string, opensAt: 'the first call' | 'a store' | 'no call') => {
    const items = new Map([['seal', seal]]);
    const calls: string[] = [];
    let isOpen = opensAt === 'the first call';
    const keychain = createKeychain({
      service: 'Fobwatch',
      library: async () => ({
        getPassword: async (_, account) => {
          calls.push(`read ${account}`);
          return isOpen ? (items.get(account) ?? null) : null;
        },
        setPassword: async (_, account, password) => {
          calls.push(`store ${account}`);
          isOpen ||= opensAt === 'a store';
          if (!isOpen) throw new Error('Cannot create an item in a locked collection');
          items.set(account, password);
        },
        deletePassword: async (_, account) => items.delete(account),
      }),
      platform: 'linux',
      patience: 50,
    });
    return { items, calls, keychain };
  };

  it('is read once, and nothing is stored, where the keyring is open', async () => {
    const { calls, keychain } = keyringOf(SEAL, 'the first call');
    expect(await keychain.probe()).toEqual({ ok: true, value: { backend } });
    expect(calls).toEqual(['read seal']);
  });

  it('is found, not made anew, where the first prompt was closed and the next was answered', async () => {
    const { items, keychain } = keyringOf(SEAL, 'a store');
    const key = await keychain.sealingKey();
    expect(key.ok && reveal(key.value)).toBe(SEAL);
    expect([...items]).toEqual([['seal', SEAL]]);
  });

  it('is left as it is where every prompt was closed', async () => {
    const { items, keychain } = keyringOf(SEAL, 'no call');
    expect(await keychain.probe()).toEqual({
      ok: false,
      failure: { backend, detail: foreignDetail('Cannot create an item in a locked collection') },
    });
    expect([...items]).toEqual([['seal', SEAL]]);
  });

  it('is left as it is, and called damaged, where it is none', async () => {
    const { items, keychain } = keyringOf('none', 'the first call');
    expect(await keychain.probe()).toEqual({
      ok: false,
      failure: { backend, detail: detailAbout('item-damaged', 'seal') },
    });
    expect([...items]).toEqual([['seal', 'none']]);
  });
});

describe('a keychain that misbehaves', () => {
  const library = (over: Partial<KeychainLibrary>): KeychainLibrary => ({
    getPassword: async () => null,
    setPassword: async () => undefined,
    deletePassword: async () => true,
    ...over,
  });
  const keychainOn = (over: Partial<KeychainLibrary>) =>
    createKeychain({
      service: 'Fobwatch',
      library: async () => library(over),
      platform: 'linux',
      patience: 50,
    });
  const silence = { ok: false, failure: { backend, detail: detailAbout('no-answer', 0) } };

  it('costs one call when it hangs: the next fail at once, until it answers', async () => {
    const hung = { calls: 0, release: () => undefined };
    const keychain = keychainOn({
      getPassword: () => {
        hung.calls += 1;
        return hung.calls > 1
          ? Promise.resolve(null)
          : new Promise((resolve) => {
              hung.release = () => {
                resolve(null);
                return undefined;
              };
            });
      },
    });
    expect(await Promise.all([keychain.read('a'), keychain.read('b')])).toEqual([silence, silence]);
    expect(await keychain.read('c')).toEqual(silence);
    expect(hung.calls).toBe(1);
    hung.release();
    await expect.poll(() => keychain.read('d')).toEqual({ ok: true, value: null });
  });

  it('tells that an answer is owed, also after its patience has ended', async () => {
    const hung: { release: () => void } = { release: () => undefined };
    const keychain = keychainOn({
      getPassword: () =>
        new Promise((resolve) => {
          hung.release = () => resolve(null);
        }),
    });
    expect(keychain.owes()).toBe(false);
    expect(await keychain.read('a')).toMatchObject({ ok: false });
    expect(keychain.owes()).toBe(true);
    hung.release();
    await expect.poll(() => keychain.owes()).toBe(false);
  });

  /** A keychain whose first call waits for a person, longer than anyone waits for it. */
  const asking = () => {
    const person: { unlock: () => void; dismiss: (why: Error) => void } = {
      unlock: () => undefined,
      dismiss: () => undefined,
    };
    const asked = new Promise<void>((resolve, reject) => {
      person.unlock = resolve;
      person.dismiss = reject;
    });
    const cameBack = vi.fn<() => void>();
    const keychain = createKeychain({
      service: 'Fobwatch',
      library: async () => library({ getPassword: () => asked.then(() => null) }),
      platform: 'linux',
      patience: 50,
      cameBack,
    });
    return { person, cameBack, keychain };
  };

  it('tells that it came back, once, when it answers later than anyone waited', async () => {
    const { person, cameBack, keychain } = asking();
    expect(await keychain.read('a')).toEqual(silence);
    expect(cameBack).not.toHaveBeenCalled();
    person.unlock();
    await expect.poll(() => cameBack.mock.calls.length).toBe(1);
    expect(await keychain.read('a')).toEqual({ ok: true, value: null });
    expect(cameBack).toHaveBeenCalledTimes(1);
  });

  it('has not come back when a person closed its prompt, who would be asked again at once', async () => {
    const { person, cameBack, keychain } = asking();
    expect(await keychain.read('a')).toEqual(silence);
    person.dismiss(new Error('The prompt was dismissed'));
    await expect.poll(() => keychain.owes()).toBe(false);
    expect(cameBack).not.toHaveBeenCalled();
  });

  it('is no keychain when it forgets what it was given', async () => {
    expect(await keychainOn({}).probe()).toEqual({
      ok: false,
      failure: { backend, detail: ownDetail('item-lost') },
    });
  });

  it.each([
    'The session wrapping the secret does not exist',
    'The name :1.17 was not provided by any .service files',
  ])('tells the way out when the service was restarted: %s', async (said) => {
    const keychain = keychainOn({ getPassword: () => Promise.reject(new Error(said)) });
    expect(await keychain.read('ada')).toEqual({
      ok: false,
      failure: {
        backend,
        detail: detailAbout('restarted', said),
      },
    });
  });

  it('is no crash when its library cannot be loaded', async () => {
    const keychain = createKeychain({
      service: 'Fobwatch',
      library: async () => {
        throw new Error('keytar.node: cannot open shared object file');
      },
      platform: 'darwin',
      patience: 50,
    });
    expect(await keychain.probe()).toEqual({
      ok: false,
      failure: {
        backend: 'macOS Keychain',
        detail: foreignDetail('keytar.node: cannot open shared object file'),
      },
    });
  });
});
