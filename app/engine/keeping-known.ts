import type { FileProblem } from '../ports.ts';
import type { Result } from '../result.ts';
import type { AccountAlias } from '../session/account-aliases.ts';
import type { AppEvent } from '../session/events.ts';
import type { KeyOwner } from '../session/key-owners.ts';
import type { AppState } from '../session/state.ts';
import type { Core } from './core.ts';

export type KeepingKnown = {
  /** What the last runs knew, before anything is handed out. */
  load(): Promise<void>;
  /** Keeps what is known by now, where it is more than what was kept. */
  keep(): void;
  /** All that is known is kept when it resolves. */
  settled(): Promise<void>;
};

/** One kind of what AWS said that is kept: where in the state it stands, and what its file holds of it. */
type Kind<Member> = {
  readonly file: {
    load(): Promise<Result<readonly Member[], FileProblem>>;
    save(list: readonly Member[]): Promise<Result<null, FileProblem>>;
  };
  /** Another object as soon as more is known. */
  readonly held: (state: AppState) => object;
  readonly list: (state: AppState) => readonly Member[];
  readonly learnt: (list: readonly Member[]) => AppEvent;
};

const createKeeping = <Member>({ store }: Core, kind: Kind<Member>): KeepingKnown => {
  /** What the file holds, as text; null: it was not read yet. */
  let kept: string | null = null;
  /** What was looked at last. */
  let seen: object | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const save = async (list: readonly Member[]): Promise<void> => {
    const saved = await kind.file.save(list);
    if (!saved.ok) store.apply({ kind: 'state-file', ...saved.failure });
  };

  const keep = (): void => {
    const held = kind.held(store.state());
    // Before it was read, what is known now would replace what was kept.
    if (kept === null || seen === held) return;
    seen = held;
    const list = kind.list(store.state());
    const text = JSON.stringify(list);
    if (text === kept) return;
    kept = text;
    last = last.then(() => save(list));
  };

  return {
    load: async () => {
      const loaded = await kind.file.load();
      if (!loaded.ok) store.apply({ kind: 'state-file', ...loaded.failure });
      const list = loaded.ok ? loaded.value : [];
      const meanwhile = kind.list(store.state());
      store.apply(kind.learnt(list));
      // Newer.
      store.apply(kind.learnt(meanwhile));
      kept = loaded.ok ? JSON.stringify(list) : '';
      keep();
    },
    keep,
    settled: async () => {
      keep();
      await last;
    },
  };
};

/**
 * Who keys are and what accounts are called, kept for the rules of production: those of ARNs, accounts and aliases hold
 * from the first moment of the next start, when AWS was not asked yet.
 */
export const createKeepingKnown = (core: Core): KeepingKnown => {
  const kinds = [
    createKeeping<KeyOwner & { readonly accessKeyId: string }>(core, {
      file: core.ports.keyOwners,
      held: ({ keyOwners }) => keyOwners,
      list: ({ keyOwners }) =>
        [...keyOwners].map(([accessKeyId, one]) => ({ accessKeyId, ...one })),
      learnt: (list) => ({
        kind: 'key-owners',
        owners: new Map(list.map(({ accessKeyId, ...owner }) => [accessKeyId, owner])),
      }),
    }),
    createKeeping<AccountAlias>(core, {
      file: core.ports.accountAliases,
      held: ({ accountAliases }) => accountAliases,
      list: ({ accountAliases }) => [...accountAliases.values()],
      learnt: (aliases) => ({ kind: 'account-aliases', aliases }),
    }),
  ];
  return {
    load: async () => {
      await Promise.all(kinds.map(({ load }) => load()));
    },
    keep: () => {
      for (const { keep } of kinds) keep();
    },
    settled: async () => {
      await Promise.all(kinds.map(({ settled }) => settled()));
    },
  };
};
