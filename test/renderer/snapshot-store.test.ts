import { describe, expect, it } from 'vitest';
import { partsOf, type Parts } from '../../app/view/parts.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { createSnapshotStore } from '../../renderer/state/snapshot-store.ts';
import { commandOfWay } from '../../renderer/state/take-way.ts';
import { snapshot } from '../support/snapshots.ts';

/** All parts of a picture, or some. */
const whole = (picture: WindowSnapshot): Parts => ({
  revision: picture.revision,
  texts: partsOf(picture),
});
const only = (revision: number, skew: number): Parts => ({
  revision,
  texts: { skew: JSON.stringify(skew) },
});

const model = (first: Promise<Parts>) => {
  const listeners = new Set<(next: Parts) => void>();
  const store = createSnapshotStore({
    send: () => undefined,
    snapshot: () => first,
    onSnapshot: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    store,
    push: (next: Parts) => {
      for (const listener of listeners) listener(next);
    },
  };
};

describe('the store of snapshots', () => {
  it('starts with the first look', async () => {
    const first = Promise.resolve(whole(snapshot({ revision: 4 })));
    const { store } = model(first);
    expect(store.current()).toBeNull();
    await first;
    expect(store.current()?.revision).toBe(4);
  });

  it('shows nothing before it has the whole, and then what changed meanwhile too', async () => {
    const first = Promise.resolve(whole(snapshot({ revision: 1 })));
    const { store, push } = model(first);
    push(only(3, 7));
    expect(store.current()).toBeNull();
    await first;
    expect(store.current()).toMatchObject({ revision: 3, skew: 7 });
  });

  it('takes the whole from the first change when the first look failed', async () => {
    const first = Promise.reject<Parts>(new Error('refused'));
    const { store, push } = model(first);
    await first.catch(() => undefined);
    expect(store.current()).toBeNull();
    push(whole(snapshot({ revision: 2 })));
    expect(store.current()?.revision).toBe(2);
  });

  it('tells its listeners of what is new only, until they stop', () => {
    const { store, push } = model(new Promise(() => undefined));
    const seen: (number | undefined)[] = [];
    push(whole(snapshot({ revision: 1 })));
    const stop = store.subscribe(() => seen.push(store.current()?.skew));
    push(only(3, 30));
    push(only(2, 20));
    stop();
    push(only(4, 40));
    expect(seen).toEqual([30]);
  });
});

describe('ways out', () => {
  const target = { kind: 'role', profile: 'dev' } as const;
  it.each([
    ['enter-code', { kind: 'ask-code', identity: 'ada' }],
    ['try-again', { kind: 'start', targets: [target] }],
    ['open-config', { kind: 'open-config-file' }],
    ['open-settings', { kind: 'open-settings-file' }],
    ['add-key', { kind: 'open-key-form' }],
    ['retry-keychain', { kind: 'retry-vault' }],
    ['check-identity', { kind: 'check-identity', identity: 'ada' }],
  ] as const)('%s sends %o', (does, command) => {
    expect(commandOfWay({ does, label: '' }, target, 'ada')).toEqual(command);
  });
});
