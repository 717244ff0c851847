import { ownDetail } from '../../../app/detail.ts';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RotationStep } from '../../../app/devices/rotate.ts';
import type { KeyBook } from '../../../app/ports.ts';
import { createKeyPlans } from '../../../main/storage/key-plans.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const NEW = 'AKIANEWKEY0000000002';

/** One of every step; the compiler misses none. */
const steps: { readonly [K in RotationStep['kind']]: Extract<RotationStep, { kind: K }> } = {
  checking: { kind: 'checking' },
  creating: { kind: 'creating', since: 5 },
  storing: { kind: 'storing', newId: NEW },
  proving: { kind: 'proving', newId: NEW, since: 5 },
  switching: { kind: 'switching', newId: NEW },
  deactivating: { kind: 'deactivating', newId: NEW },
  resting: { kind: 'resting', newId: NEW, since: 5, old: 'inactive' },
  deleting: { kind: 'deleting', newId: NEW },
  reviving: { kind: 'reviving', newId: NEW, to: 'back' },
  'proving-old': { kind: 'proving-old', newId: NEW, since: 5 },
  'switching-back': { kind: 'switching-back', newId: NEW },
  discarding: { kind: 'discarding', newId: null, since: 5 },
  clearing: { kind: 'clearing', keptId: NEW },
};

const bookOf = (step: RotationStep): KeyBook => ({
  rotations: [
    {
      identity: 'ada',
      from: 'file',
      into: 'keychain',
      oldId: 'AKIAOLDKEY0000000001',
      before: ['AKIAOLDKEY0000000001'],
      follow: ['tools'],
      startedAt: 1,
      touchedAt: 2,
      step,
    },
  ],
  created: [{ accessKeyId: 'AKIAOLDKEY0000000001', createdAt: 3 }],
});

const plansIn = () => {
  const path = join(folder(), 'keys.json');
  return { path, plans: createKeyPlans({ path, journal: { write: () => undefined } }) };
};

describe('the file of key rotations', () => {
  it('is empty before the first save', async () => {
    expect(await plansIn().plans.load()).toEqual({
      ok: true,
      value: { rotations: [], created: [] },
    });
  });

  it.each(Object.values(steps))(
    'gives back a plan that was $kind, for its owner alone',
    async (step) => {
      const { path, plans } = plansIn();
      expect(await plans.save(bookOf(step))).toEqual({ ok: true, value: null });
      expect(await plans.load()).toEqual({ ok: true, value: bookOf(step) });
      expect(statSync(path).mode & 0o777).toBe(0o600);
    },
  );

  it('comes back from its last good copy when it is broken', async () => {
    const { path, plans } = plansIn();
    await plans.save(bookOf(steps.switching));
    writeFileSync(path, '{"version":1,"rot');
    expect(await plans.load()).toEqual({ ok: true, value: bookOf(steps.switching) });
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"version":1,"rot');
  });

  it('of a newer Fobwatch is left as it is, and said so', async () => {
    const { path, plans } = plansIn();
    const text = '{"version":2,"rotations":{}}';
    writeFileSync(path, text);
    expect(await plans.load()).toEqual({
      ok: false,
      failure: { path, detail: ownDetail('newer') },
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
