import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Ledger, LedgerEntry } from '../../../app/ledger.ts';
import { fail, ok } from '../../../app/result.ts';
import type { ShownLedger } from '../../../app/session/shown-ledger.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const dev = { kind: 'role', profile: 'dev' } as const;
const terraform = { program: 'terraform', pid: 4711 };

/** The path of each line that is shown, newest first; a word where none are. */
const shown = (model: Model): readonly (string | null)[] | ShownLedger['kind'] => {
  const { ledger } = model.snapshot();
  return ledger.kind === 'open' ? ledger.lines.map(({ how }) => how) : ledger.kind;
};

const withLines = async (): Promise<Model> => {
  const model = await startModel();
  await model.enterCode();
  model.engine.handOver(dev, 'env', terraform);
  model.engine.handOver(dev, 'credentials', terraform);
  return model;
};

const reading = async (model: Model): Promise<void> => {
  model.engine.run({ kind: 'read-ledger' });
  await settle();
};

/** A disk that answers when it is told to. */
const slowLedger = () => {
  const waiting: ((entries: readonly LedgerEntry[]) => void)[] = [];
  const ledger: Ledger = {
    write: () => undefined,
    read: () => new Promise((resolve) => waiting.push((entries) => resolve(ok(entries)))),
  };
  const answer = async (...entries: readonly LedgerEntry[]): Promise<void> => {
    waiting.shift()?.(entries);
    await settle();
  };
  return { ledger, answer, waiting };
};

describe('the ledger in the window', () => {
  it('is in no picture until it is asked for', async () => {
    expect(shown(await withLines())).toBe('closed');
  });

  it('is read when it is asked for, newest first', async () => {
    const model = await withLines();
    await reading(model);
    expect(shown(model)).toEqual(['credentials', 'env']);
  });

  it('takes in what leaves the app while it is shown', async () => {
    const model = await withLines();
    await reading(model);
    model.engine.refuse(dev, 'exec', terraform, 'declined');
    expect(shown(model)).toEqual(['exec', 'credentials', 'env']);
  });

  it('is dropped when it is left', async () => {
    const model = await withLines();
    await reading(model);
    model.engine.run({ kind: 'leave-ledger' });
    expect(shown(model)).toBe('closed');
  });

  it('says why it cannot be read, and is read when that is over', async () => {
    const problem = { path: '/home/ada/ledger.jsonl', detail: systemDetail('EACCES') };
    let broken = true;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        ledger: { ...ports.ledger, read: async () => (broken ? fail(problem) : ok([])) },
      }),
    });
    await reading(model);
    expect(model.snapshot().ledger).toEqual({ kind: 'failed', problem });
    broken = false;
    await reading(model);
    expect(shown(model)).toEqual([]);
  });

  it('is read once more when a line came while it was being read', async () => {
    const disk = slowLedger();
    const model = await startModel({ ports: (ports) => ({ ...ports, ledger: disk.ledger }) });
    await reading(model);
    model.engine.refuse(dev, 'env', terraform, 'failed');
    await disk.answer();
    expect(shown(model)).toBe('reading');
    expect(disk.waiting).toHaveLength(1);
    await disk.answer();
    expect(shown(model)).toEqual([]);
  });

  it('stays away when it was left before it was read', async () => {
    const disk = slowLedger();
    const model = await startModel({ ports: (ports) => ({ ...ports, ledger: disk.ledger }) });
    await reading(model);
    model.engine.run({ kind: 'leave-ledger' });
    await disk.answer();
    expect(shown(model)).toBe('closed');
  });

  it('comes up with the popover where a command asks for it', async () => {
    const model = await withLines();
    model.engine.run({ kind: 'show-panel', panel: 'ledger' });
    expect(model.popover.shown).toBe(1);
    expect(model.snapshot().go.to).toBe('ledger');
  });
});
