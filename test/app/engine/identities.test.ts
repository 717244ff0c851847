import { foreignDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { parseKeyForm } from '../../../app/engine/identities.ts';
import { ok } from '../../../app/result.ts';
import { gated } from '../../support/gated.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_KEY, startModel } from '../../support/model-engine.ts';

const form = {
  name: 'ada',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  serial: '',
};

describe('the key form', () => {
  it('takes a key as AWS shows it, pasted with spaces around it', () => {
    const parsed = parseKeyForm({
      ...form,
      accessKeyId: ` ${form.accessKeyId}\n`,
      secretAccessKey: `${form.secretAccessKey} `,
    });
    expect(parsed).toMatchObject({
      ok: true,
      value: { name: 'ada', key: { accessKeyId: form.accessKeyId }, serial: null },
    });
  });

  it.each([
    ['name', '', 'name'],
    ['name', 'a b', 'name'],
    ['name', 'a]b', 'name'],
    ['accessKeyId', 'ASIAIOSFODNN7EXAMPLE', 'accessKeyId'],
    ['accessKeyId', 'AKIA', 'accessKeyId'],
    ['accessKeyId', 'AKIA IOSFODNN7EXAMPLE', 'accessKeyId'],
    ['secretAccessKey', '', 'secretAccessKey'],
    ['secretAccessKey', 'short', 'secretAccessKey'],
    ['secretAccessKey', 'with a space in the middle of it', 'secretAccessKey'],
    ['serial', 'short', 'serial'],
    ['serial', 'arn:aws:iam::111122223333:mfa/a da', 'serial'],
  ] as const)('refuses %s "%s", and says which field (ST13)', (field, text, named) => {
    expect(parseKeyForm({ ...form, [field]: text })).toMatchObject({
      ok: false,
      failure: { kind: 'field', field: named },
    });
  });

  it('never puts the secret into what it says', () => {
    const parsed = parseKeyForm({ ...form, accessKeyId: '', secretAccessKey: 'plantedplantedpl' });
    expect(JSON.stringify(parsed)).not.toContain('planted');
  });
});

const graceKey = `
[grace]
aws_access_key_id = AKIAMODEL00000000002
aws_secret_access_key = model-long-term-secret-grace-89abcdefghi
`;

describe('keys on their way into the keychain', () => {
  it('imported by two clicks are stored once, and nothing fails', async () => {
    let stores = 0;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          store: (name, key) => {
            stores += 1;
            return ports.vault.store(name, key);
          },
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    expect(stores).toBe(1);
    expect(model.disk.known.map(({ name }) => name)).toEqual(['ada']);
    expect(model.session('ada')).toMatchObject({ check: 'known', trouble: null });
  });

  it('two at once are both remembered', async () => {
    const model = await startModel({
      credentials: `${ADA_KEY}${graceKey}`,
      ports: (ports) => ({
        ...ports,
        identities: {
          ...ports.identities,
          save: async (known) => {
            await settle();
            return ports.identities.save(known);
          },
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    model.engine.run({ kind: 'import-identity', profile: 'grace' });
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(model.disk.known.map(({ name }) => name)).toEqual(['ada', 'grace']);
  });

  it('under a name that is taken are refused, and the first stays', async () => {
    const model = await startModel({ credentials: '' });
    model.engine.run({ kind: 'add-identity', ...form });
    await settle();
    model.engine.run({ kind: 'add-identity', ...form, accessKeyId: 'AKIAOTHEROTHEROTHER1' });
    await settle();
    expect(model.snapshot().keyForm).toMatchObject({
      kind: 'open',
      failure: { kind: 'name-taken', name: 'ada' },
    });
    expect(model.disk.keys.get('ada')?.accessKeyId).toBe(form.accessKeyId);
  });

  it('that the list cannot remember do not stay in the keychain', async () => {
    const model = await startModel({
      credentials: '',
      ports: (ports) => ({
        ...ports,
        identities: {
          ...ports.identities,
          save: async () => ({
            ok: false,
            failure: { path: '/list', detail: systemDetail('ENOSPC') },
          }),
        },
      }),
    });
    model.engine.run({ kind: 'add-identity', ...form });
    await settle();
    expect(model.snapshot().keyForm).toMatchObject({ failure: { kind: 'file', path: '/list' } });
    expect(model.disk.keys.size).toBe(0);
  });
});

describe('an identity that is removed', () => {
  it('takes its session and roles with it, and its key out of the keychain', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    await model.enterCode();
    model.engine.run({ kind: 'remove-identity', identity: 'ada' });
    await settle();
    expect(model.disk.keys.size).toBe(0);
    expect(model.disk.known).toEqual([]);
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.clock.armed()).toBe(0);
  });

  it('whose key the keychain will not let go stays, and says so', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          remove: async () => ({
            ok: false,
            failure: { backend: 'model keychain', detail: foreignDetail('no') },
          }),
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    model.engine.run({ kind: 'remove-identity', identity: 'ada' });
    await settle();
    expect(model.session('ada').trouble?.failure).toMatchObject({
      kind: 'vault',
      action: 'remove',
    });
    expect(model.disk.known).toHaveLength(1);
  });
});

describe('the identity check (ST9, SE2)', () => {
  it('finds account, alias and the device', async () => {
    const model = await startModel({
      config: '',
      ports: (ports) => ({
        ...ports,
        iam: {
          ...ports.iam,
          listMfaDevices: async () => ({
            outcome: ok(['arn:aws:iam::111122223333:u2f/user/ada/k', 'GAHT12345678']),
            serverTime: null,
            took: 0,
          }),
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    await settle();
    expect(model.session('ada')).toMatchObject({
      serial: 'GAHT12345678',
      userArn: 'arn:aws:iam::111122223333:user/ada',
      account: '111122223333',
      alias: 'acme',
    });
  });

  it('that may not list devices still knows who it is', async () => {
    const refused = async () =>
      ({
        outcome: {
          ok: false,
          failure: { kind: 'aws', code: 'AccessDenied', message: '', status: 403, requestId: null },
        },
        serverTime: null,
        took: 0,
      }) as const;
    const model = await startModel({
      config: '',
      ports: (ports) => ({
        ...ports,
        iam: {
          listMfaDevices: refused,
          listAccountAliases: refused,
          getRole: refused,
          getUser: refused,
          listUsers: refused,
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    await settle();
    expect(model.session('ada')).toMatchObject({ check: 'known', serial: null, alias: null });
  });
});

describe('the panel about an identity', () => {
  it('comes up at the identity that a command names', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'show-panel', panel: 'identity', identity: 'ada' });
    expect(model.popover.shown).toBe(1);
    expect(model.snapshot().go).toMatchObject({ to: 'identity', identity: 'ada' });
  });

  it('is about nobody in particular where none is named', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'show-panel', panel: 'identity' });
    expect(model.snapshot().go.identity).toBeNull();
  });
});

it('what AWS said of a key stays in sight while it is asked again', async () => {
  const gate = gated();
  const asked = { slowly: false };
  const model = await startModel({
    ports: (ports) => ({
      ...ports,
      sts: {
        ...ports.sts,
        getCallerIdentity: async (...call) => {
          if (asked.slowly) await gate.wait();
          return ports.sts.getCallerIdentity(...call);
        },
      },
    }),
  });
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  await settle();
  const before = model.session('ada');
  expect(before).toMatchObject({ check: 'known', devices: [{}] });
  asked.slowly = true;
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  await settle();
  expect(model.session('ada')).toEqual({ ...before, check: 'checking' });
  await gate.open();
});
