import { ownDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/index.ts';
import { fail } from '../../../app/result.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel, type Disk, type Model } from '../../support/model-engine.ts';

// Files that sections were written into are known over a restart, so that panic cleans all of them.

const OTHER = '/srv/build/credentials';
const MINE = '[mine]\naws_access_key_id = AKIAMINE000000000001\n';
const usual = { file: 'credentials', path: '/home/ada/.aws/credentials' } as const;
const other = { file: 'credentials', path: OTHER } as const;

type Write = Extract<Command, { kind: 'write-profile' }>;
const write = (over: Partial<Write> = {}): Write => ({
  kind: 'write-profile',
  target: { kind: 'role', profile: 'dev' },
  profile: 'out',
  file: OTHER,
  replace: false,
  backup: false,
  ...over,
});

const run = async ({ engine }: Model, command: Command): Promise<void> => {
  engine.run(command);
  await settle();
  await settle();
};

const started = async (
  disk: Disk = emptyDisk(),
  ports: (ports: Ports) => Ports = (same) => same,
): Promise<Model> => {
  const model = await startModel({ disk, ports, saved: new Map([[OTHER, MINE]]) });
  await model.enterCode();
  return model;
};

/** Another run of the app, on the same disk and files. */
const again = async (
  first: Model,
  ports: (ports: Ports) => Ports = (same) => same,
): Promise<Model> => {
  await first.engine.stop();
  const { disk, clock, aws, saved, files } = first;
  return startModel({ disk, clock, aws, saved, ports, ...files });
};

const panicOf = ({ engine }: Model): unknown => {
  const { lock } = engine.state();
  return lock.kind === 'open' ? null : lock.panic;
};

const readOnly =
  (path: string) =>
  (ports: Ports): Ports => ({
    ...ports,
    awsFileEditor: {
      edit: async (asked, change, options) =>
        asked === path
          ? fail({ kind: 'file', path, detail: ownDetail('read-only') })
          : ports.awsFileEditor.edit(asked, change, options),
    },
  });

describe('a file that a section was written into', () => {
  it('is known before the section is there', async () => {
    const disk = emptyDisk();
    const seen: unknown[] = [];
    const model = await started(disk, (ports) => ({
      ...ports,
      awsFileEditor: {
        edit: (...asked) => {
          seen.push([...disk.written]);
          return ports.awsFileEditor.edit(...asked);
        },
      },
    }));
    await run(model, write());
    expect(seen).toEqual([[other]]);
    expect(disk.written).toEqual([other]);
  });

  it('is cleaned by panic after a restart, and the person’s own bytes stay', async () => {
    const first = await started();
    await run(first, write());
    expect(first.saved.get(OTHER)).toContain('[out]');
    const model = await again(first);
    await run(model, { kind: 'panic' });
    expect(model.saved.get(OTHER)).toBe(MINE);
    expect(panicOf(model)).toEqual({
      kind: 'done',
      removed: [{ path: OTHER, profile: 'out' }],
      failures: [],
    });
    expect(model.disk.written).toEqual([]);
  });

  it('is cleaned also where the app was locked when it was started again', async () => {
    const first = await started();
    await run(first, write());
    await run(first, { kind: 'lock' });
    const model = await again(first);
    expect(model.engine.state().lock.kind).toBe('locked');
    await run(model, { kind: 'panic' });
    expect(model.saved.get(OTHER)).toBe(MINE);
  });

  it('is cleaned where it is no more the usual one', async () => {
    const first = await started();
    await run(first, write({ file: null }));
    await run(first, { kind: 'install-live', target: write().target, profile: null });
    const config = { file: 'config', path: '/home/ada/.aws/config' } as const;
    expect(new Set(first.disk.written)).toEqual(new Set([usual, config]));
    const elsewhere = (path: string) => ({ path, text: null, problem: null });
    const model = await again(first, (ports) => ({
      ...ports,
      awsFiles: {
        ...ports.awsFiles,
        read: async () => ({ config: elsewhere('/x/config'), credentials: elsewhere('/x/keys') }),
      },
    }));
    await run(model, { kind: 'panic' });
    expect(model.files.credentials).not.toContain('[out]');
    expect(model.files.config).not.toContain('dev-live');
    expect(model.disk.written).toEqual([]);
  });

  it('is told, and still known, where it could not be cleaned', async () => {
    const first = await started();
    await run(first, write());
    const model = await again(first, readOnly(OTHER));
    await run(model, { kind: 'panic' });
    expect(panicOf(model)).toEqual({
      kind: 'done',
      removed: [],
      failures: [{ kind: 'file', action: 'write', path: OTHER, detail: ownDetail('read-only') }],
    });
    expect(model.disk.written).toEqual([other]);
    const third = await again(model);
    await run(third, { kind: 'panic' });
    expect(third.saved.get(OTHER)).toBe(MINE);
    expect(third.disk.written).toEqual([]);
  });

  it('is forgotten when it is gone, which is no failure', async () => {
    const first = await started();
    await run(first, write());
    first.saved.delete(OTHER);
    const model = await again(first);
    await run(model, { kind: 'panic' });
    expect(panicOf(model)).toEqual({ kind: 'done', removed: [], failures: [] });
    expect(model.saved.has(OTHER)).toBe(false);
    expect(model.disk.written).toEqual([]);
  });

  it('is forgotten when its last section was taken back', async () => {
    const model = await started();
    await run(model, write());
    await run(model, { kind: 'undo-write' });
    expect(model.saved.get(OTHER)).toBe(MINE);
    expect(model.disk.written).toEqual([]);
  });

  it('is forgotten when the ended section was taken out', async () => {
    const disk = emptyDisk();
    const model = await startModel({
      disk,
      saved: new Map([[OTHER, MINE]]),
      settings: { writtenEnded: 'remove' },
    });
    await model.enterCode();
    await run(model, write());
    expect(disk.written).toEqual([other]);
    await run(model, { kind: 'stop-all' });
    await model.clock.advance(60_000);
    expect(model.saved.get(OTHER)).toBe(MINE);
    expect(disk.written).toEqual([]);
  });

  it('is not known where nothing was written', async () => {
    const model = await started(emptyDisk(), readOnly(OTHER));
    await run(model, write());
    expect(model.disk.written).toEqual([]);
  });

  it('is known by its whole path, where it was named from the home folder on', async () => {
    const disk = emptyDisk();
    const model = await started(disk, (ports) => ({
      ...ports,
      awsFileEditor: {
        edit: (path, ...asked) =>
          ports.awsFileEditor.edit(path.replace(/^~/, '/home/ada'), ...asked),
      },
    }));
    await run(model, write({ file: '~/build' }));
    expect(disk.written).toEqual([{ file: 'credentials', path: '/home/ada/build' }]);
  });

  it('is found in the usual file, whoever did not write it down', async () => {
    const credentials = `${MINE}[out]\n# Fobwatch writes this section, for role:dev\naws_access_key_id = ASIAX\n`;
    const model = await startModel({ credentials });
    await settle();
    expect(model.disk.written).toEqual([usual]);
  });
});

describe('where it is not known what earlier runs wrote into', () => {
  const unreadable = (ports: Ports): Ports => ({
    ...ports,
    writtenFiles: {
      ...ports.writtenFiles,
      load: async () => fail({ path: '/data/written-files.json', detail: ownDetail('not-json') }),
    },
  });

  it('panic says so, and does the rest', async () => {
    const model = await started(emptyDisk(), unreadable);
    await run(model, write({ file: null }));
    await run(model, { kind: 'panic' });
    expect(panicOf(model)).toEqual({
      kind: 'done',
      removed: [{ path: usual.path, profile: 'out' }],
      failures: [
        {
          kind: 'file',
          action: 'read',
          path: '/data/written-files.json',
          detail: ownDetail('not-json'),
        },
      ],
    });
  });

  it('the window says so', async () => {
    const model = await started(emptyDisk(), unreadable);
    expect(model.snapshot().problems).toContainEqual(
      expect.objectContaining({ kind: 'state-file', path: '/data/written-files.json' }),
    );
  });
});

it('what cannot be written down is told until it can, and cleaned in this run', async () => {
  const full = { now: true };
  const path = '/data/written-files.json';
  const model = await started(emptyDisk(), (ports) => ({
    ...ports,
    writtenFiles: {
      ...ports.writtenFiles,
      save: async (files) =>
        full.now ? fail({ path, detail: systemDetail('ENOSPC') }) : ports.writtenFiles.save(files),
    },
  }));
  const problems = (): readonly unknown[] =>
    model.snapshot().problems.filter((one) => one.kind === 'state-file' && one.path === path);
  await run(model, write());
  expect(problems()).toHaveLength(1);
  full.now = false;
  await run(model, write());
  expect(problems()).toEqual([]);
  expect(model.disk.written).toEqual([other]);
  full.now = true;
  await run(model, { kind: 'panic' });
  expect(model.saved.get(OTHER)).toBe(MINE);
});
