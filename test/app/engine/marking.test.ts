import { ownDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { fail } from '../../../app/result.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, NOON, startModel } from '../../support/model-engine.ts';

const dev = { kind: 'role', profile: 'dev' } as const;
const ops = { kind: 'role', profile: 'ops' } as const;
const ada = { kind: 'session', identity: 'ada' } as const;

describe('marks of a person', () => {
  it('are in the picture and on disk, and there again after a restart', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    first.engine.run({ kind: 'mark', target: dev, favourite: true });
    first.engine.run({ kind: 'tag', target: ops, tags: ['night'] });
    first.engine.run({ kind: 'group-roles', by: 'tags' });
    await first.engine.stop();
    const { marks } = (await startModel({ disk })).snapshot();
    expect(marks).toEqual({
      favourites: ['role:dev'],
      recents: [],
      tags: ['night'],
      grouping: 'tags',
    });
  });

  it('stand in the rows', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'mark', target: dev, favourite: true });
    model.engine.run({ kind: 'tag', target: dev, tags: ['night'] });
    expect(model.role('dev')).toMatchObject({ favourite: true, tags: ['night'] });
    expect(model.role('ops')).toMatchObject({ favourite: false, tags: [] });
  });

  it('are not made of identities', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'mark', target: ada, favourite: true });
    model.engine.run({ kind: 'tag', target: ada, tags: ['night'] });
    await settle();
    expect(model.disk.marks).toBeNull();
  });

  it('that are on disk already are not written again', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'mark', target: dev, favourite: true });
    await settle();
    const { marks } = model.disk;
    model.engine.run({ kind: 'mark', target: dev, favourite: true });
    await settle();
    expect(model.disk.marks).toBe(marks);
  });

  it('made while others are written are written after them', async () => {
    const model = await startModel();
    for (const favourite of [true, false, true])
      model.engine.run({ kind: 'mark', target: dev, favourite });
    model.engine.run({ kind: 'mark', target: ops, favourite: true });
    await settle();
    expect(model.disk.marks?.favourites).toEqual(['role:dev', 'role:ops']);
  });

  it('that cannot be written are a problem, until they can', async () => {
    const disk = { full: true };
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        marks: {
          ...ports.marks,
          save: async (marks) =>
            disk.full
              ? fail({ path: '/marks', detail: systemDetail('ENOSPC') })
              : ports.marks.save(marks),
        },
      }),
    });
    const problem = { kind: 'state-file', path: '/marks', detail: systemDetail('ENOSPC') };
    model.engine.run({ kind: 'mark', target: dev, favourite: true });
    await settle();
    expect(model.snapshot().problems).toContainEqual(problem);
    disk.full = false;
    model.engine.run({ kind: 'mark', target: ops, favourite: true });
    await settle();
    expect(model.snapshot().problems).not.toContainEqual(problem);
  });

  it('that cannot be read are a problem', async () => {
    const { snapshot } = await startModel({
      ports: (ports) => ({
        ...ports,
        marks: {
          ...ports.marks,
          load: async () => fail({ path: '/marks', detail: ownDetail('not-json') }),
        },
      }),
    });
    expect(snapshot().problems).toContainEqual({
      kind: 'state-file',
      path: '/marks',
      detail: ownDetail('not-json'),
    });
  });
});

describe('what is used last', () => {
  it.each([
    ['in the window', 'person', ['role:dev']],
    ['from the menu', 'menu', ['role:dev']],
    ['by a program', 'program', []],
    ['by a helper', { program: 'terraform', pid: 4711 }, []],
  ] as const)('counts %s: %o', async (_, from, recents) => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: dev }, from);
    expect(model.snapshot().marks.recents).toEqual(recents);
  });

  it('is written down with its time', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    expect(model.disk.marks?.recents).toEqual([{ id: 'role:dev', at: NOON }]);
  });

  it('is nothing that no file knows', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'gone' }] });
    await settle();
    expect(model.disk.marks).toBeNull();
  });
});
