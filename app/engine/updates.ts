import type { UpdateCommand } from '../contract-updates.ts';
import { secret } from '../secret.ts';
import {
  AFTER_START,
  feedOf,
  nextCheckAt,
  updateMode,
  type UpdatesState,
} from '../session/updates.ts';
import { installedBy } from '../updates/installed.ts';
import type { Core } from './core.ts';

export type Updating = {
  /** Looks how the app came here and what was known; nothing is asked of a server. */
  load(): Promise<void>;
  /** Asks the server where its time has come. */
  step(): void;
  run(command: UpdateCommand): void;
};

/** New versions: looked for once a day and by hand, put in only where their signature is checked. */
export const createUpdating = ({ ports, store, time, look }: Core): Updating => {
  const { updates: port } = ports;
  const set = (updates: Partial<UpdatesState>): void => store.apply({ kind: 'updates', updates });
  let asked = 0;
  let savedTold: string | null = null;

  let saving: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const { checkedAt, told } = store.state().updates;
    const saved = await port.save({ checkedAt, told });
    if (!saved.ok) store.apply({ kind: 'state-file', ...saved.failure });
  };

  /** One after the other, so that what is known last stands there last. */
  const save = (): void => {
    savedTold = store.state().updates.told;
    saving = saving.then(write);
  };

  const download = async (version: string): Promise<void> => {
    const { installed } = store.state().updates;
    if (installed?.kind !== 'own' || !installed.installs) return;
    set({ check: { kind: 'downloading', version } });
    const done = await port.download();
    if (done.ok) set({ check: { kind: 'ready', version } });
    else {
      ports.journal.write({ kind: 'update-failed', facts: { cause: done.failure.kind } });
      set({ check: { kind: 'failed', cause: done.failure } });
    }
    look();
  };

  const check = async (): Promise<void> => {
    const feed = feedOf(store.state());
    const { kind } = store.state().updates.check;
    const { installed } = store.state().updates;
    // Before it is known who brings new versions, nobody is asked.
    const open = installed !== null && installed.kind !== 'managed';
    if (feed === null || !open || kind === 'checking' || kind === 'downloading') return;
    // One that is ready stays so whatever the server says.
    if (kind === 'ready') return;
    asked += 1;
    const mine = asked;
    set({ check: { kind: 'checking' }, checkedAt: time.now() });
    const answer = await port.check(feed, store.state().settings);
    if (mine !== asked) return;
    save();
    if (!answer.ok) {
      ports.journal.write({ kind: 'update-failed', facts: { cause: answer.failure.kind } });
      set({ check: { kind: 'failed', cause: answer.failure } });
      return look();
    }
    const { version, newer } = answer.value;
    set({ check: newer ? { kind: 'available', version } : { kind: 'current' } });
    ports.journal.write({ kind: 'update-check', facts: { version, newer } });
    look();
    if (newer && updateMode(store.state()) === 'install') await download(version);
  };

  return {
    load: async () => {
      const [facts, builtInFeed, notes] = await Promise.all([
        port.facts(),
        port.builtInFeed(),
        port.load(),
      ]);
      if (!notes.ok) store.apply({ kind: 'state-file', ...notes.failure });
      const known = notes.ok ? notes.value : null;
      savedTold = known?.told ?? null;
      const lastAt = known?.checkedAt ?? null;
      set({
        installed: installedBy(facts),
        builtInFeed,
        // One that is to come is from a clock that was wrong: it would keep from asking until then.
        checkedAt: lastAt === null ? null : Math.min(lastAt, time.now()),
        told: savedTold,
        notBefore: time.now() + AFTER_START,
      });
      look();
    },
    step: () => {
      if (store.state().updates.told !== savedTold) save();
      const at = nextCheckAt(store.state());
      if (at !== null && at <= time.now()) void check();
    },
    run: (command) => {
      const state = store.state();
      switch (command.kind) {
        case 'check-updates':
          return void check();
        case 'download-update':
          return state.updates.check.kind === 'available'
            ? void download(state.updates.check.version)
            : undefined;
        case 'restart-to-update':
          return state.updates.check.kind === 'ready' ? port.restart() : undefined;
        case 'open-release-page': {
          const feed = feedOf(state);
          if (feed === null) return;
          return void ports.browser.open(secret(feed), { command: null, name: '' });
        }
        default:
          return command satisfies never;
      }
    },
  };
};
