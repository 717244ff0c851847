import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import { fail } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_KEY, emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';
import { ask, federate, progressOf } from '../../support/operations.ts';

const CREDENTIALS = '/home/ada/.aws/credentials';
const CONFIG = '/home/ada/.aws/config';
const dev = { kind: 'role', profile: 'dev' } as const;
const session = { kind: 'session', identity: 'ada' } as const;

type Of<K extends OperationCommand['kind']> = Extract<OperationCommand, { readonly kind: K }>;

const write = (over: Partial<Of<'write-profile'>> = {}): Of<'write-profile'> => ({
  kind: 'write-profile',
  target: dev,
  profile: null,
  file: null,
  replace: false,
  backup: true,
  ...over,
});
const install = (over: Partial<Of<'install-live'>> = {}): Of<'install-live'> => ({
  kind: 'install-live',
  target: dev,
  profile: null,
  ...over,
});
const undo = { kind: 'undo-write' } as const;

const started = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel(options);
  await model.enterCode();
  await settle();
  return model;
};

const outcomeOf = (model: Model, kind: OperationCommand['kind']): unknown => {
  const progress = progressOf(model, kind);
  return progress.kind === 'done' ? progress.outcome : progress;
};
const causeOf = (model: Model, kind: OperationCommand['kind']): unknown => {
  const progress = progressOf(model, kind);
  const [failure] = progress.kind === 'refused' ? progress.failures : [];
  return failure?.kind === 'aws-section' ? failure.cause : (failure?.kind ?? progress.kind);
};

const inMinutes = (minutes: number): number => NOON + minutes * 60_000;

describe('credentials written into a profile', () => {
  it('stand in the credentials file, and what was done is told whole (SE1, SE7)', async () => {
    const model = await started();
    await ask(model, write({ target: session, profile: 'mfa' }));
    expect(model.files.credentials).toMatch(
      /^\n\[ada\]\n[^[]*\n\[mfa\]\n# Fobwatch writes this section, for session:ada\naws_access_key_id = \S+\naws_secret_access_key = \S+\naws_session_token = \S+\nx_security_token_expires = \S+Z\n$/,
    );
    expect(outcomeOf(model, 'write-profile')).toEqual({
      kind: 'written',
      target: session,
      path: CREDENTIALS,
      profile: 'mfa',
      serial: 'arn:aws:iam::111122223333:mfa/ada',
      expiresAt: inMinutes(12 * 60),
      backup: `${CREDENTIALS}~`,
      left: [],
    });
    expect(model.saved.get(`${CREDENTIALS}~`)).toBe(ADA_KEY);
  });

  it('go to sts-NAME where no profile is named', async () => {
    const model = await started();
    await ask(model, write());
    expect(outcomeOf(model, 'write-profile')).toMatchObject({ profile: 'sts-dev' });
    expect(model.files.credentials).toContain('\n[sts-dev]\n');
  });

  it('go into another file that is named, and into default (SE4)', async () => {
    const model = await started();
    await ask(model, write({ profile: 'default', file: '/srv/build/credentials' }));
    expect(model.saved.get('/srv/build/credentials')).toMatch(/^\[default\]\n# Fobwatch writes/);
    expect(model.files.credentials).toBe(ADA_KEY);
  });

  it('are written without a backup where none is wanted (SE5)', async () => {
    const model = await started();
    await ask(model, write({ backup: false }));
    expect(outcomeOf(model, 'write-profile')).toMatchObject({ backup: null });
    expect(model.saved.size).toBe(0);
  });

  it('leave the other keys of a profile alone and name them (SE7)', async () => {
    const credentials = `${ADA_KEY}[build]\nregion = eu-west-1\noutput = json\n`;
    const model = await started({ credentials });
    await ask(model, write({ profile: 'build', replace: true }));
    expect(outcomeOf(model, 'write-profile')).toMatchObject({ left: ['region', 'output'] });
    expect(model.files.credentials).toContain('region = eu-west-1\noutput = json\n');
  });

  it('replace a section that is not ours only when told to (SE4)', async () => {
    const credentials = `${ADA_KEY}[build]\naws_access_key_id = ASIAOTHER\naws_secret_access_key = s\naws_session_token = t\n`;
    const model = await started({ credentials });
    await ask(model, write({ profile: 'build' }));
    expect(causeOf(model, 'write-profile')).toEqual({ kind: 'foreign' });
    expect(model.files.credentials).toBe(credentials);
    await ask(model, write({ profile: 'build', replace: true }));
    expect(outcomeOf(model, 'write-profile')).toMatchObject({ kind: 'written' });
    expect(model.files.credentials).not.toContain('ASIAOTHER');
  });

  it('replace a long-term key only when that very key is in the keychain (SE4)', async () => {
    const model = await started();
    await ask(model, write({ target: session, profile: 'ada', replace: true }));
    expect(causeOf(model, 'write-profile')).toEqual({
      kind: 'long-term-key',
      accessKeyId: 'AKIAMODEL00000000001',
    });
    expect(model.files.credentials).toBe(ADA_KEY);

    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    await settle();
    await ask(model, write({ target: session, profile: 'ada', replace: true }));
    expect(outcomeOf(model, 'write-profile')).toMatchObject({ kind: 'written', profile: 'ada' });
    expect(model.files.credentials).not.toContain('AKIAMODEL00000000001');
  });

  it('do not replace a key whose id is in the keychain with another secret (SE4)', async () => {
    const disk = emptyDisk();
    const accessKeyId = 'AKIAMODEL00000000001';
    disk.keys.set('ada', { accessKeyId, secretAccessKey: secret('another secret') });
    disk.known = [
      { name: 'ada', accessKeyId, serial: null, userArn: null, account: null, alias: null },
    ];
    const credentials = ADA_KEY.replace('[ada]', '[old]');
    const model = await startModel({ disk, credentials });
    await ask(model, federate({ name: 'guest' }));
    const target = { kind: 'made', name: 'guest' } as const;
    await ask(model, write({ target, profile: 'old', replace: true }));
    expect(causeOf(model, 'write-profile')).toEqual({ kind: 'long-term-key', accessKeyId });
    expect(model.files.credentials).toBe(credentials);
  });

  it('do not go into the config file, where the SDKs do not look for them', async () => {
    const model = await started();
    const before = model.files.config;
    await ask(model, write({ file: CONFIG }));
    expect(causeOf(model, 'write-profile')).toBe('file');
    expect(model.files.config).toBe(before);
  });

  it('are refused where clients would use something else of the profile', async () => {
    const model = await started();
    await ask(model, write({ profile: 'ops', replace: true }));
    expect(causeOf(model, 'write-profile')).toEqual({ kind: 'overruled', by: 'role_arn' });
  });

  it('do not hide a live profile unless told to', async () => {
    const model = await started();
    await ask(model, install());
    await ask(model, write({ profile: 'dev-live' }));
    expect(causeOf(model, 'write-profile')).toEqual({ kind: 'foreign' });
  });

  it('are never written when they have ended (ST4)', async () => {
    const model = await started();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await settle();
    await ask(model, write());
    expect(causeOf(model, 'write-profile')).toBe('nothing-valid');
    expect(model.files.credentials).toBe(ADA_KEY);
  });
});

describe('written credentials that are renewed', () => {
  const expiry = (model: Model): string =>
    /x_security_token_expires = (\S+)/.exec(model.files.credentials)?.[1] ?? 'none';

  it('are written again where they stand', async () => {
    const model = await started();
    await ask(model, write());
    const first = expiry(model);
    await model.clock.advanceTo(inMinutes(59));
    await settle();
    expect(Date.parse(expiry(model))).toBeGreaterThan(Date.parse(first));
    // The one backup is still that of the text before the first.
    expect(model.saved.get(`${CREDENTIALS}~`)).toBe(ADA_KEY);
  });

  it('are not written any more once the section is a person’s', async () => {
    const model = await started();
    await ask(model, write());
    const theirs = model.files.credentials.replace(/# Fobwatch.*\n/, '');
    model.files.credentials = theirs;
    await model.clock.advanceTo(inMinutes(59));
    await settle();
    expect(model.files.credentials).toBe(theirs);
  });

  it('that the disk did not take are written at the next renewal', async () => {
    let full = false;
    const model = await started({
      ports: (ports) => ({
        ...ports,
        awsFileEditor: {
          edit: async (path, change, options) =>
            full
              ? fail({ kind: 'file', path, detail: systemDetail('ENOSPC') })
              : ports.awsFileEditor.edit(path, change, options),
        },
      }),
    });
    await ask(model, write());
    const first = expiry(model);
    full = true;
    await model.clock.advanceTo(inMinutes(59));
    await settle();
    expect(expiry(model)).toBe(first);
    expect(model.journal.filter(({ kind }) => kind === 'section-not-written')).toHaveLength(1);
    full = false;
    await model.clock.advanceTo(inMinutes(110));
    await settle();
    expect(Date.parse(expiry(model))).toBeGreaterThan(Date.parse(first));
  });

  it('are found again by their marker after a restart', async () => {
    const model = await started();
    await ask(model, write());
    const stale = model.files.credentials.replaceAll(/= ASIA\S*/g, '= ASIAOLD');
    await model.engine.stop();
    const again = await startModel({
      disk: model.disk,
      clock: model.clock,
      aws: model.aws,
      credentials: stale,
    });
    await again.enterCode();
    await settle();
    expect(again.files.credentials).not.toContain('ASIAOLD');
    expect(again.files.credentials).toContain('[sts-dev]');
  });

  it('stay when their grant is stopped, or go if so set', async () => {
    for (const [writtenEnded, text] of [
      ['keep', expect.stringContaining('[sts-dev]')],
      ['remove', ADA_KEY],
    ] as const) {
      // One model after the other.
      // eslint-disable-next-line no-await-in-loop
      const model = await started({ settings: { writtenEnded } });
      // eslint-disable-next-line no-await-in-loop
      await ask(model, write());
      model.engine.run({ kind: 'stop', targets: [dev] });
      // eslint-disable-next-line no-await-in-loop
      await settle();
      // eslint-disable-next-line no-await-in-loop
      await settle();
      expect(model.files.credentials).toEqual(text);
    }
  });
});

describe('a live profile', () => {
  it('asks the command for credentials, in a section of its own', async () => {
    const model = await startModel();
    const before = model.files.config;
    await ask(model, install());
    expect(model.files.config).toBe(
      `${before}\n[profile dev-live]\n# Fobwatch writes this section, for role:dev\ncredential_process = "/home/ada/.config/Fobwatch/bin/fobwatch" credentials "role:dev"\n`,
    );
    expect(outcomeOf(model, 'install-live')).toEqual({
      kind: 'installed',
      target: dev,
      path: CONFIG,
      profile: 'dev-live',
      backup: `${CONFIG}~`,
    });
  });

  it('has the region of its grant where one is known, and needs nothing valid', async () => {
    const model = await startModel();
    await ask(model, install({ target: session }));
    expect(model.files.config).toMatch(
      /\ncredential_process = .* "session:ada"\nregion = eu-central-1\n$/,
    );
    expect(outcomeOf(model, 'install-live')).toMatchObject({
      kind: 'installed',
      profile: 'ada-live',
    });
  });

  it('is refused where clients would use something else of the profile', async () => {
    const model = await startModel();
    await ask(model, install({ profile: 'ops' }));
    expect(causeOf(model, 'install-live')).toEqual({ kind: 'overruled', by: 'role_arn' });
    await ask(model, install({ profile: 'ada' }));
    expect(causeOf(model, 'install-live')).toEqual({ kind: 'overruled', by: 'aws_access_key_id' });
  });

  it('is refused for what nobody knows, and for a name that shells take apart', async () => {
    const model = await started();
    await ask(model, install({ target: { kind: 'role', profile: 'gone' } }));
    expect(causeOf(model, 'install-live')).toBe('unknown-target');
    await ask(model, federate({ name: '$(id)' }));
    await ask(model, install({ target: { kind: 'made', name: '$(id)' }, profile: 'guest' }));
    expect(causeOf(model, 'install-live')).toBe('unfit-command');
  });

  it('is taken away again, and no other profile is', async () => {
    const model = await startModel();
    const before = model.files.config;
    await ask(model, install());
    await ask(model, { kind: 'uninstall-live', profile: 'dev-live' });
    expect(model.files.config).toBe(before);
    await ask(model, { kind: 'uninstall-live', profile: 'ops' });
    expect(causeOf(model, 'uninstall-live')).toEqual({ kind: 'not-owned' });
    expect(model.files.config).toBe(before);
  });
});

describe('undo', () => {
  it('is none when its role was stopped: nothing of its credentials is kept', async () => {
    const model = await started();
    await ask(model, write({ profile: 'tools' }));
    model.engine.run({ kind: 'stop', targets: [dev] });
    await ask(model, undo);
    expect(causeOf(model, 'undo-write')).toBe('nothing-to-undo');
  });

  it('is still there for a live profile, which holds no credentials', async () => {
    const model = await started();
    await ask(model, install());
    model.engine.run({ kind: 'stop-all' });
    await ask(model, undo);
    expect(outcomeOf(model, 'undo-write')).toMatchObject({ kind: 'undone', profile: 'dev-live' });
  });

  it('takes the last write back, to the byte, and is over then', async () => {
    const model = await started();
    await ask(model, write());
    await ask(model, undo);
    expect(model.files.credentials).toBe(ADA_KEY);
    expect(outcomeOf(model, 'undo-write')).toEqual({
      kind: 'undone',
      path: CREDENTIALS,
      profile: 'sts-dev',
    });
    await ask(model, undo);
    expect(causeOf(model, 'undo-write')).toBe('nothing-to-undo');
  });

  it('brings back what was replaced, also after a renewal was written, and ends the following', async () => {
    const credentials = `${ADA_KEY}[build]\naws_access_key_id = ASIAOTHER\naws_secret_access_key = s\naws_session_token = t\n`;
    const model = await started({ credentials });
    await ask(model, write({ profile: 'build', replace: true }));
    await model.clock.advanceTo(inMinutes(59));
    await settle();
    model.files.credentials = `# new\n${model.files.credentials}`;
    await ask(model, undo);
    expect(model.files.credentials).toBe(`# new\n${credentials}`);
    await model.clock.advanceTo(inMinutes(118));
    expect(model.files.credentials).toBe(`# new\n${credentials}`);
  });

  it('is refused when the section was changed since', async () => {
    const model = await started();
    await ask(model, write());
    model.files.credentials += 'region = eu-west-1\n';
    const before = model.files.credentials;
    await ask(model, undo);
    expect(causeOf(model, 'undo-write')).toEqual({ kind: 'changed-since' });
    expect(model.files.credentials).toBe(before);
  });

  it('puts back a live profile that was taken away', async () => {
    const model = await startModel();
    await ask(model, install());
    const live = model.files.config;
    await ask(model, { kind: 'uninstall-live', profile: 'dev-live' });
    await ask(model, undo);
    expect(model.files.config).toBe(live);
  });
});
