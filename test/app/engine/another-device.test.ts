import { ownDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/index.ts';
import type { CallProblem } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { anotherDeviceWords } from '../../../app/view/words.ts';
import { gated } from '../../support/gated.ts';
import { keptDisk } from '../../support/kept-disk.ts';
import { denied, offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Disk, type Model } from '../../support/model-engine.ts';

// Whoever lost the only device: AWS names another one while it is locked, and nothing else is gained by asking.

const MINUTE = 60_000;
const OLD = 'arn:aws:iam::111122223333:mfa/ada';
const NEW = 'arn:aws:iam::111122223333:mfa/ada-new';
const FIDO = 'arn:aws:iam::111122223333:u2f/user/ada/key-ABC';
const ask = { kind: 'another-device', identity: 'ada' } as const;

/** What the next asking of IAM is answered. */
type Listed = { now: Result<readonly string[], CallProblem> };

type Options = {
  readonly listed?: Result<readonly string[], CallProblem>;
  readonly disk?: Disk;
  /** In the keychain, where nothing else is said. */
  readonly inFile?: boolean;
  readonly ports?: (ports: Ports) => Ports;
};

/** A locked app; `log` has what was done to read something or to let go of it. */
const locked = async ({ listed = ok([NEW]), disk = keptDisk(), inFile, ports }: Options = {}) => {
  const log: string[] = [];
  const answer: Listed = { now: listed };
  const model = await startModel({
    ...(inFile === true ? {} : { disk, credentials: '' }),
    ports: (own) => {
      const watched: Ports = {
        ...own,
        vault: {
          ...own.vault,
          read: (identity) => {
            log.push('read');
            return own.vault.read(identity);
          },
        },
        lockKeeping: { ...own.lockKeeping, letGo: () => void log.push('let go') },
        iam: {
          ...own.iam,
          listMfaDevices: async (context) => {
            log.push(`asked with ${context.signer.accessKeyId}`);
            return { outcome: answer.now, serverTime: null, took: 0 };
          },
        },
      };
      return ports?.(watched) ?? watched;
    },
  });
  await model.enterCode();
  model.engine.run({ kind: 'lock' });
  await settle();
  log.length = 0;
  return { model, log, answer };
};

const run = async ({ engine }: Model, ...asked: Parameters<Model['engine']['run']>) => {
  engine.run(...asked);
  await settle();
  await settle();
};

const serialOf = ({ engine }: Model): unknown => engine.state().identities.get('ada')?.serial;
const lookupOf = ({ engine }: Model): unknown => engine.state().anotherDevice;
const lockOf = ({ engine }: Model): string => engine.state().lock.kind;

describe('another device', () => {
  it.each([
    ['keychain', false],
    ['credentials file', true],
  ])(
    'is asked for once AWS names it, and its code opens the lock (key in the %s)',
    async (_, inFile) => {
      const { model } = await locked({ inFile });
      await run(model, ask);
      expect(lookupOf(model)).toMatchObject({ kind: 'found', serial: NEW, inFile });
      expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada', serial: NEW });
      expect(lockOf(model)).toBe('locked');
      model.aws.serial = NEW;
      await model.clock.advance(MINUTE);
      await model.enterCode();
      expect(model.aws.codes.at(-1)?.serial).toBe(NEW);
      expect(lockOf(model)).toBe('open');
      // Whatever the files go on naming.
      expect(serialOf(model)).toBe(NEW);
      expect(model.role('dev').phase.kind).toBe('fresh');
      await model.clock.advance(MINUTE);
      model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
      await settle();
      expect(model.snapshot().ask).toMatchObject({ serial: NEW });
    },
  );

  it('is known over a restart, where the key is in the keychain', async () => {
    const { model } = await locked();
    await run(model, ask);
    await model.engine.stop();
    const again = await startModel({
      disk: model.disk,
      clock: model.clock,
      aws: model.aws,
      credentials: '',
    });
    expect(lockOf(again)).toBe('locked');
    expect(again.snapshot().ask).toMatchObject({ serial: NEW });
  });

  it('takes back what was said of a code of the other one', async () => {
    const { model } = await locked();
    await model.clock.advance(MINUTE);
    await run(model, { kind: 'submit-code', identity: 'ada', code: '000000' });
    expect(model.engine.state().codeChecks.get('ada')).toMatchObject({ kind: 'refused' });
    await run(model, ask);
    expect(model.snapshot().ask).toMatchObject({ failure: null });
  });

  it('is the next one that AWS lists, where the first is not at hand', async () => {
    const { model, answer } = await locked({ listed: ok([NEW, `${NEW}-2`]) });
    await run(model, ask);
    await run(model, ask);
    expect(serialOf(model)).toBe(`${NEW}-2`);
    // The one before the lock comes back only if AWS lists it.
    answer.now = ok([OLD, `${NEW}-2`]);
    await run(model, ask);
    expect(serialOf(model)).toBe(OLD);
  });

  it('is looked for with the key that was there, kept by nobody afterwards', async () => {
    const { model, log } = await locked();
    await run(model, ask);
    expect(log).toEqual(['read', 'asked with AKIAMODEL00000000001', 'let go']);
    // A code has the key read again: none was kept.
    await model.clock.advance(MINUTE);
    await run(model, { kind: 'submit-code', identity: 'ada', code: '000000' });
    expect(log.filter((one) => one === 'read')).toHaveLength(2);
  });

  it.each([false, true])('changes nothing else (key in a file: %s)', async (inFile) => {
    const { model } = await locked({ inFile });
    const before = model.engine.state();
    if (inFile) model.files.config = model.files.config.replaceAll(OLD, '');
    await run(model, ask);
    const after = model.engine.state();
    const mayChange = new Set([
      'keyOwners',
      'anotherDevice',
      'identities',
      'roles',
      'codeChecks',
      'ask',
    ]);
    const others = (state: typeof before): unknown =>
      Object.entries(state).filter(([name]) => !mayChange.has(name));
    expect(others(after)).toEqual(others(before));
    const { identities, roles } = before;
    expect([...after.identities.keys()]).toEqual([...identities.keys()]);
    expect(after.identities.get('ada')).toEqual({
      ...identities.get('ada'),
      serial: NEW,
      check: expect.objectContaining({ kind: 'known', account: '111122223333' }),
    });
    const serials = [...roles.values()].map((role) => ({
      ...role,
      serial: role.serial && NEW,
    }));
    expect([...after.roles.values()]).toEqual(serials);
  });
});

describe('a lock stays locked, and asks for the same device', () => {
  it.each<[string, Result<readonly string[], CallProblem>, unknown]>([
    ['AWS lists none', ok([]), { kind: 'none-listed' }],
    ['AWS lists none that shows codes', ok([FIDO]), { kind: 'none-listed' }],
    ['AWS still lists it, others too', ok([NEW, OLD]), { kind: 'still-listed' }],
    [
      'AWS may not be asked',
      fail(denied('no')),
      { kind: 'failed', failure: { kind: 'aws', cause: 'denied', operation: 'ListMFADevices' } },
    ],
    ['AWS is out of reach', fail(offline), { kind: 'failed', failure: { kind: 'network' } }],
  ])('where %s', async (_, listed, lookup) => {
    const { model } = await locked({ listed });
    await run(model, ask);
    expect(lookupOf(model)).toMatchObject({ identity: 'ada', ...Object(lookup) });
    expect(serialOf(model)).toBe(OLD);
    await run(model, { kind: 'unlock' });
    expect(lockOf(model)).toBe('locked');
    expect(model.disk.lock).not.toBeNull();
    expect(model.snapshot().ask.kind).toBe('asked');
  });

  it('where another key lies under the name by now', async () => {
    const { model, log } = await locked();
    const secretAccessKey = secret('planted-long-term-secret-0123456789abcd');
    model.disk.keys.set('ada', { accessKeyId: 'AKIAOTHER00000000009', secretAccessKey });
    await run(model, ask);
    expect(log).toEqual(['read', 'let go']);
    expect(lookupOf(model)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'vault', detail: ownDetail('other-key') },
    });
    expect(serialOf(model)).toBe(OLD);
  });

  it('where the new one cannot be written down', async () => {
    const { model } = await locked({
      ports: (ports) => ({
        ...ports,
        identities: {
          ...ports.identities,
          save: async () => fail({ path: '/identities.json', detail: systemDetail('ENOSPC') }),
        },
      }),
    });
    await run(model, ask);
    expect(lookupOf(model)).toMatchObject({ kind: 'failed', failure: { kind: 'file' } });
    expect(serialOf(model)).toBe(OLD);
  });

  it.each(['menu', 'program', { program: 'aws', pid: 7 }] as const)(
    'where %j asks, and nothing is read',
    async (from) => {
      const { model, log } = await locked();
      await run(model, ask, from);
      expect(log).toEqual([]);
      expect(lookupOf(model)).toEqual({ kind: 'none' });
    },
  );

  it('where it is asked about nobody that can open it', async () => {
    const { model, log } = await locked();
    await run(model, { ...ask, identity: 'grace' });
    expect(log).toEqual([]);
  });
});

describe('asking for another device', () => {
  const slowly = () => {
    const gate = gated();
    const ports = (own: Ports): Ports => ({
      ...own,
      sts: {
        ...own.sts,
        getCallerIdentity: async (context) => {
          await gate.wait();
          return own.sts.getCallerIdentity(context);
        },
      },
    });
    return { gate, ports };
  };

  it('happens once at a time', async () => {
    const { gate, ports } = slowly();
    const { model, log } = await locked({ ports });
    await run(model, ask);
    await run(model, ask);
    expect(lookupOf(model)).toMatchObject({ kind: 'asking' });
    await gate.open();
    await settle();
    expect(log.filter((one) => one === 'read')).toHaveLength(1);
    expect(lookupOf(model)).toMatchObject({ kind: 'found' });
  });

  it.each(['open', 'locked'])(
    'matters no more once a code opened it, being %s then',
    async (then) => {
      const { gate, ports } = slowly();
      const { model, log } = await locked({ ports });
      await run(model, ask);
      await model.clock.advance(MINUTE);
      await model.enterCode();
      expect(lockOf(model)).toBe('open');
      if (then === 'locked') await run(model, { kind: 'lock' });
      log.length = 0;
      await gate.open();
      await settle();
      expect(lockOf(model)).toBe(then);
      expect(serialOf(model)).toBe(OLD);
      expect(model.disk.known.map(({ serial }) => serial)).toEqual([OLD]);
      // What it read is let go of where it is locked.
      expect(log.filter((one) => one === 'let go')).toHaveLength(then === 'locked' ? 1 : 0);
    },
  );

  it('is nothing while it is open', async () => {
    const model = await startModel({ disk: keptDisk(), credentials: '' });
    await run(model, ask);
    expect(lookupOf(model)).toEqual({ kind: 'none' });
  });

  it('is told of no lock but its own', async () => {
    const { model } = await locked({ listed: ok([]) });
    await run(model, ask);
    await model.clock.advance(MINUTE);
    await model.enterCode();
    await run(model, { kind: 'lock' });
    expect(model.snapshot().lock).toMatchObject({ device: { kind: 'none' } });
  });
});

describe('what is said of it', () => {
  const mine = { identity: 'ada', of: 1 } as const;
  it.each([
    ['nothing', { kind: 'none' } as const, ''],
    [
      'that there is a new one',
      { kind: 'found', serial: NEW, inFile: false, ...mine } as const,
      'AWS names this device now.',
    ],
    [
      'where the old one is still named',
      { kind: 'found', serial: NEW, inFile: true, ...mine } as const,
      'AWS names this device now; name it as mfa_serial in the config file, too.',
    ],
  ])('is %s', (_, lookup, words) => {
    expect(anotherDeviceWords(lookup)).toBe(words);
  });

  it('names the permission that is missing', async () => {
    const { model } = await locked({ listed: fail(denied('no')) });
    await run(model, ask);
    expect(anotherDeviceWords(model.engine.state().anotherDevice)).toBe(
      'AWS denied listing the devices of ada; ask whoever manages the account for the permission iam:ListMFADevices.',
    );
  });
});
