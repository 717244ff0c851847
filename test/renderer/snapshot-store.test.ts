import { describe, expect, it } from 'vitest';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { createSnapshotStore } from '../../renderer/state/snapshot-store.ts';
import { commandOfWay } from '../../renderer/state/take-way.ts';
import { snapshot } from '../support/snapshots.ts';

const model = (first: Promise<WindowSnapshot>) => {
  const listeners = new Set<(next: WindowSnapshot) => void>();
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
    push: (next: WindowSnapshot) => {
      for (const listener of listeners) listener(next);
    },
  };
};

describe('the store of snapshots', () => {
  it('starts with the first look', async () => {
    const first = Promise.resolve(snapshot({ revision: 4 }));
    const { store } = model(first);
    expect(store.current()).toBeNull();
    await first;
    expect(store.current()?.revision).toBe(4);
  });

  it('keeps the highest revision, in whatever order they come', async () => {
    const first = Promise.resolve(snapshot({ revision: 1 }));
    const { store, push } = model(first);
    push(snapshot({ revision: 3 }));
    push(snapshot({ revision: 2 }));
    await first;
    expect(store.current()?.revision).toBe(3);
  });

  it('tells its listeners of newer ones only, until they stop', () => {
    const { store, push } = model(Promise.resolve(snapshot({ revision: 0 })));
    const seen: (number | undefined)[] = [];
    const stop = store.subscribe(() => seen.push(store.current()?.revision));
    push(snapshot({ revision: 2 }));
    push(snapshot({ revision: 1 }));
    stop();
    push(snapshot({ revision: 3 }));
    expect(seen).toEqual([2]);
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
