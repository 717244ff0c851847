import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import type { GrantRef } from '../../../app/model.ts';
import { fail } from '../../../app/result.ts';
import { settle } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';
import { ask, federate, madeRow, progressOf } from '../../support/operations.ts';

const HOUR = 3600_000;
const dev = { kind: 'role', profile: 'dev' } as const;
const ops = { kind: 'role', profile: 'ops' } as const;
const ada = { kind: 'session', identity: 'ada' } as const;
const guest = { kind: 'made', name: 'guest' } as const;
const PATH = '/home/ada/saved.json';

type Format = Extract<OperationCommand, { kind: 'export-file' }>['format'];

const save = (format: Format, ...targets: GrantRef[]) =>
  ({ kind: 'export-file', targets, format, path: PATH }) as const;

const load = (name: string | null = null) => ({ kind: 'import-file', path: PATH, name }) as const;

/** What a file holds that the app wrote. */
const written = (model: Model): unknown => JSON.parse(model.saved.get(PATH) ?? 'null');

const started = async (): Promise<Model> => {
  const model = await startModel();
  await model.enterCode();
  await settle();
  return model;
};

describe('saving', () => {
  it('one role as boto has it: keys, start and end (ST6)', async () => {
    const model = await started();
    await ask(model, save('boto', dev));
    expect(written(model)).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIAMODEL/),
      SecretAccessKey: expect.stringMatching(/^model-secret/),
      SessionToken: expect.stringMatching(/^model-token/),
      StartTime: expect.stringMatching(/^2027-01-15T/),
      Expiration: expect.stringMatching(/^2027-01-15T/),
    });
    expect(progressOf(model, 'export-file')).toMatchObject({
      kind: 'done',
      outcome: { kind: 'exported', path: PATH, count: 1 },
    });
  });

  it('in no format asked for takes the one of the settings (ST10)', async () => {
    const model = await startModel({ settings: { exportFormat: 'vault' } });
    await model.enterCode();
    await settle();
    await ask(model, save(null, dev));
    expect(written(model)).toMatchObject({ access_key: expect.stringMatching(/^ASIAMODEL/) });
  });

  it('several as one map keyed sts-NAME, sessions and grants made directly too (ST2)', async () => {
    const model = await started();
    await ask(model, federate());
    await ask(model, save('vault', dev, ops, ada, guest, dev));
    const map = written(model);
    expect(Object.keys(Object(map))).toEqual(['sts-dev', 'sts-ops', 'sts-ada', 'sts-guest']);
    expect(map).toMatchObject({ 'sts-ops': { duration: 3600, session: expect.any(String) } });
  });

  it('several as credential_process answer is refused: it takes one', async () => {
    const model = await started();
    await ask(model, save('credential-process', dev, ops));
    expect(progressOf(model, 'export-file')).toMatchObject({
      failures: [{ kind: 'one-set-only', count: 2 }],
    });
    expect(model.saved.size).toBe(0);
  });

  it('two that would stand under one key is refused', async () => {
    const model = await started();
    await ask(model, federate({ name: 'dev' }));
    await ask(model, save('json', dev, { kind: 'made', name: 'dev' }));
    expect(progressOf(model, 'export-file')).toMatchObject({
      failures: [{ kind: 'same-key', key: 'sts-dev' }],
    });
    expect(model.saved.size).toBe(0);
  });

  it('saves all or none: each that is not valid is named', async () => {
    const model = await started();
    const audit = { kind: 'role', profile: 'audit' } as const;
    await ask(model, save('boto', dev, audit, guest));
    expect(progressOf(model, 'export-file')).toMatchObject({
      kind: 'refused',
      failures: [
        { kind: 'nothing-valid', target: audit },
        { kind: 'nothing-valid', target: guest },
      ],
    });
    expect(model.saved.size).toBe(0);
  });

  it('to where nothing can be written says so, with the place', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        credentialFiles: {
          ...ports.credentialFiles,
          write: async (path) => fail({ path, detail: systemDetail('EACCES') }),
        },
      }),
    });
    await model.enterCode();
    await settle();
    await ask(model, save('boto', dev));
    expect(progressOf(model, 'export-file')).toMatchObject({
      failures: [{ kind: 'file', action: 'write', path: PATH, detail: systemDetail('EACCES') }],
    });
  });
});

describe('saving over a file that is there', () => {
  it.each([
    ['the credentials file', '[work]\naws_secret_access_key = only-here\n'],
    ['notes', '{"note": "mine"}'],
  ])('leaves %s as they are', async (_, text) => {
    const model = await started();
    model.saved.set(PATH, text);
    await ask(model, save('boto', dev));
    expect(progressOf(model, 'export-file')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'other-file', path: PATH }],
    });
    expect(model.saved.get(PATH)).toBe(text);
  });

  it('replaces what was saved before, also when it has ended and in another format', async () => {
    const model = await started();
    await ask(model, save('vault', dev, ops));
    await model.clock.advanceTo(NOON + 2 * HOUR);
    await model.enterCode();
    await ask(model, save('boto', dev));
    expect(written(model)).toHaveProperty('AccessKeyId');
  });

  it.each(['config', 'credentials'] as const)(
    'never makes the AWS %s file in force, not even one that is not there yet',
    async (file) => {
      const model = await started();
      const path = model.engine.state().paths[file];
      await ask(model, { ...save('boto', dev), path });
      expect(progressOf(model, 'export-file')).toMatchObject({
        failures: [{ kind: 'other-file', path }],
      });
      expect(model.saved.size).toBe(0);
    },
  );

  it('tells of a file that cannot be looked at, and leaves it', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        credentialFiles: {
          ...ports.credentialFiles,
          read: async (path) => fail({ path, detail: systemDetail('EACCES') }),
        },
      }),
    });
    await model.enterCode();
    await settle();
    await ask(model, save('boto', dev));
    expect(progressOf(model, 'export-file')).toMatchObject({
      failures: [{ kind: 'file', action: 'write', path: PATH, detail: systemDetail('EACCES') }],
    });
    expect(model.saved.size).toBe(0);
  });
});

describe('loading', () => {
  it.each<Format>(['vault', 'boto', 'json', 'credential-process'])(
    'what was saved as %s gives the same credentials back, under the file’s name (BO8)',
    async (format) => {
      const model = await started();
      await ask(model, save(format, dev));
      const end = model.role('dev').phase;
      await ask(model, load());
      expect(madeRow(model, 'saved')).toMatchObject({
        how: 'imported',
        from: PATH,
        phase: { kind: 'fresh', endsAt: end.kind === 'fresh' ? end.endsAt : null, renews: false },
      });
      model.engine.run({ kind: 'copy-exports', target: dev });
      await settle();
      const copied = model.clipboard.text;
      model.engine.run({ kind: 'copy-exports', target: { kind: 'made', name: 'saved' } });
      await settle();
      expect(keysIn(model.clipboard.text)).toEqual(keysIn(copied));
    },
  );

  it('is refused when they have ended', async () => {
    const model = await started();
    await ask(model, save('boto', dev));
    await model.clock.advanceTo(NOON + 2 * HOUR);
    await ask(model, load('old'));
    expect(progressOf(model, 'import-file')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'credentials-file', path: PATH, cause: { kind: 'expired' } }],
    });
    expect(model.snapshot().made).toEqual([]);
  });

  it('is refused when there is no such file, or no credentials in it', async () => {
    const model = await startModel();
    await ask(model, load());
    expect(progressOf(model, 'import-file')).toMatchObject({ failures: [{ kind: 'file' }] });
    model.saved.set(PATH, 'AKIA planted secret');
    await ask(model, load());
    const progress = progressOf(model, 'import-file');
    expect(progress).toMatchObject({
      failures: [{ kind: 'credentials-file', cause: { kind: 'not-json' } }],
    });
    expect(JSON.stringify([progress, model.journal])).not.toContain('planted');
  });

  it('gives a grant that is gone when it ended', async () => {
    const model = await started();
    await ask(model, save('boto', dev));
    await ask(model, load('mine'));
    expect(madeRow(model, 'mine').phase.kind).toBe('fresh');
    await model.clock.advance(HOUR);
    expect(model.snapshot().made).toEqual([]);
  });
});

const keysIn = (exports: string): readonly string[] =>
  exports.split('\n').filter((line) => /AWS_(ACCESS_KEY_ID|SECRET|SESSION_TOKEN)/.test(line));
