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
};

/** One kind of what AWS said that is kept: where in the state it stands, and as what in its file. */
type Kind<Value, Member> = {
  readonly file: {
    load(): Promise<Result<readonly Member[], FileProblem>>;
    save(list: readonly Member[]): Promise<Result<null, FileProblem>>;
  };
  readonly known: (state: AppState) => ReadonlyMap<string, Value>;
  readonly learnt: (known: ReadonlyMap<string, Value>) => AppEvent;
  readonly member: (key: string, value: Value) => Member;
  readonly entry: (member: Member) => readonly [string, Value];
};

const createKeeping = <Value, Member>({ store }: Core, kind: Kind<Value, Member>): KeepingKnown => {
  let kept: ReadonlyMap<string, Value> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const known = (): ReadonlyMap<string, Value> => kind.known(store.state());

  const save = async (now: ReadonlyMap<string, Value>): Promise<void> => {
    const saved = await kind.file.save([...now].map(([key, value]) => kind.member(key, value)));
    if (!saved.ok) store.apply({ kind: 'state-file', ...saved.failure });
  };

  const keep = (): void => {
    const now = known();
    // Before it was read, what is known now would replace what was kept.
    if (kept === null || kept === now) return;
    kept = now;
    last = last.then(() => save(now));
  };

  return {
    load: async () => {
      const loaded = await kind.file.load();
      if (!loaded.ok) store.apply({ kind: 'state-file', ...loaded.failure });
      const meanwhile = known();
      store.apply(kind.learnt(new Map((loaded.ok ? loaded.value : []).map(kind.entry))));
      kept = known();
      // What was learnt meanwhile is newer.
      store.apply(kind.learnt(meanwhile));
      keep();
    },
    keep,
  };
};

/**
 * Who keys are and what accounts are called, kept for the rules of production: those of ARNs, accounts and aliases hold
 * from the first moment of the next start, when AWS was not asked yet.
 */
export const createKeepingKnown = (core: Core): KeepingKnown => {
  const kinds = [
    createKeeping<KeyOwner, KeyOwner & { readonly accessKeyId: string }>(core, {
      file: core.ports.keyOwners,
      known: ({ keyOwners }) => keyOwners,
      learnt: (owners) => ({ kind: 'key-owners', owners }),
      member: (accessKeyId, owner) => ({ accessKeyId, ...owner }),
      entry: ({ accessKeyId, ...owner }) => [accessKeyId, owner],
    }),
    createKeeping<AccountAlias, AccountAlias & { readonly account: string }>(core, {
      file: core.ports.accountAliases,
      known: ({ accountAliases }) => accountAliases,
      learnt: (aliases) => ({ kind: 'account-aliases', aliases }),
      member: (account, alias) => ({ account, ...alias }),
      entry: ({ account, ...alias }) => [account, alias],
    }),
  ];
  return {
    load: async () => {
      await Promise.all(kinds.map(({ load }) => load()));
    },
    keep: () => {
      for (const { keep } of kinds) keep();
    },
  };
};
