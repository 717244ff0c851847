import { foreignDetail, ownDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/index.ts';
import { fail, ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { settle } from '../../support/model-clock.ts';
import {
  ADA_FILES,
  ADA_KEY,
  emptyDisk,
  startModel,
  type Model,
} from '../../support/model-engine.ts';

const CREDENTIALS = '/home/ada/.aws/credentials';
const CONFIG = '/home/ada/.aws/config';
const SECRET = 'model-long-term-secret-0123456789abcdefg';
const ID = 'AKIAMODEL00000000001';
const PROCESS = `credential_process = "/home/ada/.config/Fobwatch/bin/fobwatch" credentials "session:ada"`;

const tell = async (model: Model, ...commands: readonly Command[]): Promise<void> => {
  for (const command of commands) {
    model.engine.run(command);
    // oxlint-disable-next-line no-await-in-loop -- a person does one thing after another
    await settle();
    // oxlint-disable-next-line no-await-in-loop
    await settle();
  }
};
const found = (model: Model) => model.snapshot().found;
const importAll: Command = { kind: 'import-found', profiles: ['ada'] };
const ask: Command = { kind: 'ask-removal', identities: ['ada'] };
const remove: Command = { kind: 'remove-plain-keys', processes: false };
const removeAndLead: Command = { kind: 'remove-plain-keys', processes: true };
const undo: Command = { kind: 'undo-removal' };

const imported = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel(options);
  await tell(model, importAll);
  return model;
};

/** An empty machine: the list of identities was never saved. */
const unused = (ports: Ports): Ports => ({
  ...ports,
  identities: { ...ports.identities, load: async () => ok(null) },
});

describe('the first run (ST9)', () => {
  it('is one where the list of identities was never saved, and ends when a person goes on', async () => {
    const saves: number[] = [];
    const model = await startModel({
      ports: (ports) => {
        const { identities } = unused(ports);
        const save: typeof identities.save = (known) => {
          saves.push(known.length);
          return identities.save(known);
        };
        return { ...ports, identities: { ...identities, save } };
      },
    });
    expect(found(model)).toMatchObject({
      first: true,
      plainKeys: [
        {
          profile: 'ada',
          accessKeyId: ID,
          at: { file: 'credentials', line: 4 },
          keptBy: null,
          nameTaken: false,
        },
      ],
    });
    await tell(model, { kind: 'leave-first-run' });
    expect(found(model).first).toBe(false);
    expect(saves).toEqual([0]);
    expect(model.snapshot().go.to).toBe('code');
  });

  it('is over for whoever has used the app', async () => {
    expect(found(await startModel()).first).toBe(false);
  });

  it('takes every key at once into the keychain and asks AWS who each is', async () => {
    const model = await startModel({
      credentials: `${ADA_KEY}[ops-user]\naws_access_key_id = AKIAOTHER00000000001\naws_secret_access_key = other-long-term-secret-0123456789abcdefg\n`,
      ports: unused,
    });
    await tell(model, { kind: 'import-found', profiles: ['ada', 'ops-user', 'ada'] });
    expect([...model.disk.keys.keys()]).toEqual(['ada', 'ops-user']);
    expect(model.session('ada')).toMatchObject({ origin: 'keychain', check: 'known' });
    expect(found(model)).toMatchObject({
      first: true,
      importing: [],
      plainKeys: [{ keptBy: 'ada' }, { keptBy: 'ops-user' }],
    });
    expect(model.files.credentials).toContain(SECRET);
  });

  it('says of a keychain that is not there what it is, and takes nothing', async () => {
    const model = await startModel({ noKeychain: true, ports: unused });
    await tell(model, importAll);
    expect(model.session('ada')).toMatchObject({
      origin: 'file',
      trouble: { failure: { kind: 'vault', action: 'store' } },
    });
    expect(found(model)).toMatchObject({ importing: [], plainKeys: [{ keptBy: null }] });
  });
});

describe('a key that the keychain has goes out of the file (ST9)', () => {
  it('only when asked, after a look at the lines', async () => {
    const model = await imported();
    expect(model.files.credentials).toBe(ADA_KEY);
    await tell(model, ask);
    expect(found(model).removal).toEqual({
      kind: 'asked',
      plan: {
        identities: ['ada'],
        files: [
          {
            file: 'credentials',
            path: CREDENTIALS,
            lines: [
              { line: 3, key: 'aws_access_key_id', profile: 'ada' },
              { line: 4, key: 'aws_secret_access_key', profile: 'ada' },
            ],
          },
        ],
        also: [],
        config: CONFIG,
        processes: [{ profile: 'ada', line: PROCESS }],
        obstacles: [],
      },
    });
    expect(model.files.credentials).toBe(ADA_KEY);
    await tell(model, remove);
    expect(model.files.credentials).toBe('\n[ada]\n');
    expect(model.files.config).toBe(ADA_FILES);
    expect(found(model).removal).toEqual({
      kind: 'done',
      outcome: {
        files: [{ path: CREDENTIALS, lines: 2, backup: `${CREDENTIALS}~` }],
        sealed: [`${CREDENTIALS}~`],
        elsewhere: [],
        processes: [],
        failures: [],
      },
    });
    expect(model.saved.get(`${CREDENTIALS}~`)).not.toContain(SECRET);
    expect(model.session('ada').origin).toBe('keychain');
  });

  it('and its roles work as before', async () => {
    const model = await imported();
    await tell(model, ask, removeAndLead);
    await model.enterCode();
    await settle();
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('and other tools are led to Fobwatch, which never runs its own command', async () => {
    const model = await imported();
    await tell(model, ask, removeAndLead);
    expect(model.files.config).toContain(
      `[profile ada]\n# Fobwatch writes its keys in this section, for session:ada\n${PROCESS}\nregion = eu-central-1\n`,
    );
    expect(found(model).removal).toMatchObject({ outcome: { processes: ['ada'], failures: [] } });
    // Without the identity nothing is left to sign: no loop, and no program is run.
    await tell(model, { kind: 'remove-identity', identity: 'ada' });
    expect(model.snapshot().sessions).toEqual([]);
    expect(model.role('dev').broken).toMatchObject({
      kind: 'broken-profile',
      cause: { kind: 'unsupported-source', profile: 'ada', source: 'credential_process' },
    });
  });

  it('is put back with all that came of it', async () => {
    const model = await imported();
    await tell(model, ask, removeAndLead, undo);
    expect(model.files).toEqual({ config: ADA_FILES, credentials: ADA_KEY });
    expect(found(model).removal).toEqual({ kind: 'undone', paths: [CONFIG, CREDENTIALS] });
  });

  it('from default as well where it is the same key, which comes into the keychain first', async () => {
    const model = await imported({
      credentials: `[default]\n${ADA_KEY.trim().split('\n').slice(1).join('\n')}\n${ADA_KEY}`,
    });
    await tell(model, ask);
    expect(found(model).removal).toMatchObject({
      plan: { also: ['default'], processes: [{ profile: 'default' }, { profile: 'ada' }] },
    });
    await tell(model, removeAndLead);
    expect(model.files.credentials).toBe('[default]\n\n[ada]\n');
    expect(model.files.config).toMatch(
      /\n\[default\]\n# Fobwatch writes this section.*\ncredential_process/,
    );
    expect([...model.disk.keys.keys()]).toEqual(['ada', 'default']);
  });

  it.each([
    ['role_arn', 'role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = ada'],
    ['sso', 'sso_session = corp'],
    ['credential_process', 'credential_process = /opt/other'],
  ])('and other tools are left alone where they would use %s', async (by, line) => {
    const model = await imported({ config: `[profile ada]\n${line}\n` });
    await tell(model, ask);
    expect(found(model).removal).toMatchObject({
      plan: { processes: [], obstacles: [{ profile: 'ada', by }] },
    });
    await tell(model, removeAndLead);
    expect(model.files.config).toBe(`[profile ada]\n${line}\n`);
  });

  it('leads other tools to Fobwatch later as well, where a profile gives them nothing', async () => {
    const model = await imported();
    expect(found(model).leadable).toEqual([]);
    await tell(model, ask, remove, { kind: 'drop-removal' });
    expect(found(model).leadable).toEqual(['ada']);
    await tell(model, ask);
    expect(found(model).removal).toMatchObject({
      kind: 'asked',
      plan: { files: [], processes: [{ profile: 'ada', line: PROCESS }] },
    });
    await tell(model, removeAndLead);
    expect(model.files.config).toContain(PROCESS);
    expect(found(model)).toMatchObject({
      leadable: [],
      removal: { kind: 'done', outcome: { files: [], processes: ['ada'] } },
    });
    await tell(model, undo);
    expect(model.files.config).toBe(ADA_FILES);
  });

  it('cannot be put back by an undo any more once that was closed', async () => {
    const model = await imported();
    await tell(model, ask, remove, { kind: 'drop-removal' }, undo);
    expect(found(model).removal).toEqual({ kind: 'undone', paths: [] });
    expect(model.files.credentials).toBe('\n[ada]\n');
  });

  it('stays where the file holds another key than the keychain', async () => {
    const disk = emptyDisk();
    disk.keys.set('ada', {
      accessKeyId: 'AKIAOLD000000000001',
      secretAccessKey: secret('o'.repeat(40)),
    });
    disk.known = [
      {
        name: 'ada',
        accessKeyId: 'AKIAOLD000000000001',
        serial: null,
        userArn: null,
        account: null,
        alias: null,
      },
    ];
    const model = await startModel({ disk });
    expect(found(model).plainKeys).toMatchObject([{ keptBy: null, nameTaken: true }]);
    await tell(model, ask);
    expect(found(model).removal).toMatchObject({
      kind: 'refused',
      failure: { cause: { kind: 'long-term-key', accessKeyId: ID } },
    });
    expect(model.files.credentials).toBe(ADA_KEY);
  });

  it('stays where other lines would go than were shown', async () => {
    const model = await imported();
    await tell(model, ask);
    model.files.credentials = `# new\n${ADA_KEY}`;
    await tell(model, remove);
    expect(found(model).removal).toMatchObject({
      kind: 'refused',
      failure: { path: CREDENTIALS, cause: { kind: 'changed-since' } },
      identities: ['ada'],
    });
    expect(model.files.credentials).toBe(`# new\n${ADA_KEY}`);
  });

  it('that is gone from the file by then does not stay in a backup', async () => {
    const model = await imported();
    await tell(model, ask);
    model.files.credentials = '[ada]\nregion = eu-west-1\n';
    model.saved.set(`${CREDENTIALS}~`, ADA_KEY);
    await tell(model, remove);
    expect(found(model).removal).toMatchObject({
      kind: 'refused',
      failure: { path: CREDENTIALS, cause: { kind: 'changed-since' } },
    });
    expect(model.saved.get(`${CREDENTIALS}~`)).not.toContain(SECRET);
    expect(found(model).backups).toMatchObject([{ path: `${CREDENTIALS}~`, sealed: true }]);
  });

  it('that is in the file still stays readable in its backup', async () => {
    const model = await imported();
    await tell(model, ask);
    model.files.credentials = `# new\n${ADA_KEY}`;
    model.saved.set(`${CREDENTIALS}~`, ADA_KEY);
    await tell(model, remove);
    expect(model.saved.get(`${CREDENTIALS}~`)).toBe(ADA_KEY);
  });

  it('stays where the file is not to be written, and that is told', async () => {
    const model = await imported({
      ports: (ports) => ({
        ...ports,
        awsFileEditor: {
          edit: async (path) => fail({ kind: 'file', path, detail: ownDetail('read-only') }),
        },
      }),
    });
    await tell(model, ask, remove);
    expect(found(model).removal).toMatchObject({
      kind: 'refused',
      failure: { kind: 'file', action: 'write', path: CREDENTIALS, detail: ownDetail('read-only') },
    });
  });

  it('and a backup that could not be sealed is told, and sealed at the next start', async () => {
    let broken = true;
    const model = await imported({
      ports: (ports) => ({
        ...ports,
        backups: {
          ...ports.backups,
          seal: async (path, secrets) =>
            broken
              ? fail({
                  kind: 'file',
                  path: `${path}~`,
                  detail: foreignDetail('no space left on the disk'),
                })
              : ports.backups.seal(path, secrets),
        },
      }),
    });
    await tell(model, ask, remove);
    expect(found(model).removal).toMatchObject({
      kind: 'done',
      outcome: { sealed: [], failures: [{ path: `${CREDENTIALS}~` }, { path: `${CONFIG}~` }] },
    });
    expect(model.saved.get(`${CREDENTIALS}~`)).toContain(SECRET);
    broken = false;
    await tell(model, { kind: 'retry-vault' });
    expect(model.saved.get(`${CREDENTIALS}~`)).not.toContain(SECRET);
    expect(found(model).backups).toMatchObject([{ path: `${CREDENTIALS}~`, sealed: true }]);
  });

  it('a sealed backup becomes the file again, to the byte, and that is taken back', async () => {
    const model = await imported();
    await tell(model, ask, remove);
    await tell(model, { kind: 'restore-backup', path: `${CREDENTIALS}~` });
    expect(model.files.credentials).toBe(ADA_KEY);
    expect(found(model).removal).toMatchObject({ kind: 'restored', path: CREDENTIALS });
    await tell(model, undo);
    expect(model.files.credentials).toBe('\n[ada]\n');
  });

  it('backups of a key that is in a file still are left as they are at a start', async () => {
    const model = await imported();
    model.saved.set(`${CREDENTIALS}~`, ADA_KEY);
    await tell(model, { kind: 'retry-vault' });
    expect(model.saved.get(`${CREDENTIALS}~`)).toBe(ADA_KEY);
  });

  it('nothing of it is secret in the picture', async () => {
    const model = await imported();
    await tell(model, ask);
    expect(JSON.stringify(model.snapshot())).not.toContain(SECRET);
    await tell(model, removeAndLead);
    expect(JSON.stringify(model.snapshot())).not.toContain(SECRET);
    expect(JSON.stringify(model.journal)).not.toContain(SECRET);
  });
});
