import { describe, expect, it } from 'vitest';
import { createLoginItems, type LoginItems } from '../../../main/desktop/login-items.ts';

const launch = ['C:\\Fobwatch\\Fobwatch.exe', '--background'];

/** Login items as a system keeps them: one entry for each program and its arguments. */
const system = (said: Readonly<Record<string, unknown>> = {}) => {
  const kept = new Set<string>();
  const keyOf = (of: { path?: string; args?: string[] }): string =>
    JSON.stringify([of.path ?? null, of.args ?? []]);
  const items: LoginItems = {
    getLoginItemSettings: (of) => ({ openAtLogin: kept.has(keyOf(of)), ...said }),
    setLoginItemSettings: ({ openAtLogin, ...of }) => {
      if (openAtLogin) kept.add(keyOf(of));
      else kept.delete(keyOf(of));
    },
  };
  return { items, kept };
};

describe('start at login by login items', () => {
  it.each([
    [true, [JSON.stringify([launch[0], ['--background']])]],
    [false, [JSON.stringify([null, []])]],
  ])('names program and arguments: %s', async (named, entries) => {
    const { items, kept } = system();
    const start = createLoginItems({ items, launch, named });
    expect(await start.read()).toEqual({ kind: 'off' });
    await start.set(true);
    expect([...kept]).toEqual(entries);
    expect(await start.read()).toEqual({ kind: 'on' });
    await start.set(false);
    expect(await start.read()).toEqual({ kind: 'off' });
  });

  it.each([
    [{ openAtLogin: true, executableWillLaunchAtLogin: false }, 'held-back'],
    [{ openAtLogin: true, executableWillLaunchAtLogin: true }, 'on'],
    [{ openAtLogin: false, status: 'requires-approval' }, 'held-back'],
    [{ openAtLogin: false, status: 'not-registered' }, 'off'],
  ])('%j is %s', async (said, kind) => {
    const { items } = system(said);
    expect(await createLoginItems({ items, launch, named: true }).read()).toEqual({ kind });
  });
});
