import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Ledger, LedgerEntry } from '../../../app/ledger.ts';
import { fail, ok } from '../../../app/result.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const dev = { kind: 'role', profile: 'dev' } as const;
const ada = { kind: 'session', identity: 'ada' } as const;
const terraform = { program: 'terraform', pid: 4711 };

const detailsOf = (model: Model) => model.snapshot().details;
const look = async (model: Model): Promise<void> => {
  model.engine.run({ kind: 'look-at-grant', target: dev });
  await settle();
};

describe('the details of a grant', () => {
  it('are in no picture until somebody looks, and in none after', async () => {
    const model = await startModel();
    expect(detailsOf(model)).toEqual([]);
    await look(model);
    expect(detailsOf(model).map(({ id }) => id)).toEqual(['role:dev']);
    model.engine.run({ kind: 'leave-grant', target: dev });
    expect(detailsOf(model)).toEqual([]);
  });

  it('tell the last lines of the ledger about it, newest first, and those that come', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.handOver(ada, 'env', terraform);
    model.engine.handOver(dev, 'env', terraform);
    model.engine.handOver(dev, 'credentials', terraform);
    await look(model);
    model.engine.refuse(dev, 'exec', terraform, 'declined');
    expect(detailsOf(model)[0]?.lines.map(({ how }) => how)).toEqual([
      'exec',
      'credentials',
      'env',
    ]);
  });

  it('tell what was handed out however often others were fetched since', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.handOver(dev, 'export', terraform);
    for (let fetch = 0; fetch < 1001; fetch += 1) model.engine.handOver(ada, 'env', terraform);
    await look(model);
    expect(detailsOf(model)[0]?.lines.map(({ how }) => how)).toEqual(['export']);
  });

  it('say who asked for the life it has, and what came of it', async () => {
    const model = await startModel();
    await look(model);
    expect(detailsOf(model)[0]?.asked).toMatchObject({
      by: 'role-settings',
      seconds: 3600,
      granted: 3600,
    });
  });

  it('say for production the shorter life that the settings ask for it', async () => {
    const model = await startModel({ settings: { productionRules: 'dev', productionLife: 1800 } });
    await look(model);
    expect(detailsOf(model)[0]?.asked).toMatchObject({
      by: 'role-settings',
      seconds: 1800,
      granted: 1800,
    });
  });

  it('are read once more when a line was written meanwhile', async () => {
    const waiting: ((entries: readonly LedgerEntry[]) => void)[] = [];
    const ledger: Ledger = {
      write: () => undefined,
      read: () => new Promise((resolve) => waiting.push((entries) => resolve(ok(entries)))),
    };
    const model = await startModel({ ports: (ports) => ({ ...ports, ledger }) });
    await look(model);
    model.engine.refuse(dev, 'exec', terraform, 'declined');
    waiting.shift()?.([]);
    await settle();
    expect(waiting).toHaveLength(1);
  });

  it('say so when the ledger cannot be read, and tell the rest', async () => {
    const ledger: Ledger = {
      write: () => undefined,
      read: () => Promise.resolve(fail({ path: 'ledger.jsonl', detail: systemDetail('EACCES') })),
    };
    const model = await startModel({ ports: (ports) => ({ ...ports, ledger }) });
    await look(model);
    expect(detailsOf(model)[0]).toMatchObject({ ledger: 'failed', lines: [] });
    expect(detailsOf(model)[0]?.way.length).toBeGreaterThan(1);
  });
});
