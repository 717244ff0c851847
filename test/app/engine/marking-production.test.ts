import { describe, expect, it } from 'vitest';
import type { GrantRef } from '../../../app/model.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { ask, federate, madeRow } from '../../support/operations.ts';

const ada: GrantRef = { kind: 'session', identity: 'ada' };
const guest: GrantRef = { kind: 'made', name: 'guest' };

const start = async (): Promise<Model> => {
  const model = await startModel();
  await model.enterCode();
  await ask(model, federate());
  return model;
};

const mark = async (model: Model, target: GrantRef, production: boolean): Promise<void> => {
  model.engine.run({ kind: 'mark-production', target, production });
  await settle();
};

describe('a mark of production on what was made directly', () => {
  it('is a rule of its own name', async () => {
    const model = await start();
    await mark(model, guest, true);
    expect(madeRow(model, 'guest')).toMatchObject({
      guard: { rule: 'guest' },
      guardInherited: false,
    });
    expect(model.session('ada').guard).toBeNull();
  });

  it('is taken away again', async () => {
    const model = await start();
    await mark(model, guest, true);
    await mark(model, guest, false);
    expect(madeRow(model, 'guest').guard).toBeNull();
  });

  it('that comes from whom it was made from goes with theirs', async () => {
    const model = await start();
    await mark(model, ada, true);
    expect(madeRow(model, 'guest').guardInherited).toBe(true);
    await mark(model, ada, false);
    expect(madeRow(model, 'guest')).toMatchObject({ guard: null, guardInherited: false });
  });
});
