import type { Command } from '../contract.ts';
import type { Grouping } from '../marks-file.ts';
import { grantId, type GrantRef } from '../model.ts';
import { takesMarks, usedBy, type MarksEvent } from '../session/marks.ts';
import { isKnown } from '../session/state.ts';
import type { Core } from './core.ts';
import { isPerson, type Asker } from '../session/asker.ts';

export type Marking = {
  /** Reads what was marked before; what it cannot read is a problem shown. */
  load(): Promise<void>;
  favourite(target: GrantRef, on: boolean): void;
  tag(target: GrantRef, tags: readonly string[]): void;
  group(by: Grouping): void;
  /** Remembers what a person uses; a program's use is in the ledger. */
  note(command: Command, from: Asker): void;
  /** Resolves when all that was marked is on disk. */
  settled(): Promise<void>;
};

/** What a person made of the list: favourites, what was used last, tags. In the state, and on disk. */
export const createMarking = ({ ports, store, time }: Core): Marking => {
  let reading: Promise<void> = Promise.resolve();
  let saving: Promise<void> | null = null;
  let unsaved: string | null = null;

  const write = async (): Promise<void> => {
    // What is not read yet would be replaced by what is known without it.
    await reading;
    const { marks } = store.state();
    const saved = await ports.marks.save(marks);
    if (!saved.ok) {
      unsaved = saved.failure.path;
      store.apply({ kind: 'state-file', ...saved.failure });
    } else if (unsaved !== null) {
      store.apply({ kind: 'state-file', path: unsaved, detail: null });
      unsaved = null;
    }
    // Marked once more meanwhile.
    if (store.state().marks !== marks) return write();
    saving = null;
  };

  const apply = (event: MarksEvent): void => {
    const before = store.state().marks;
    store.apply(event);
    if (store.state().marks === before) return;
    saving ??= write();
  };

  const read = async (): Promise<void> => {
    const loaded = await ports.marks.load();
    if (!loaded.ok) return store.apply({ kind: 'state-file', ...loaded.failure });
    if (loaded.value !== null) store.apply({ kind: 'marks-read', marks: loaded.value });
  };

  return {
    load: () => (reading = read()),
    favourite: (target, on) => {
      if (takesMarks(target)) apply({ kind: 'favourite', id: grantId(target), on });
    },
    tag: (target, tags) => {
      if (takesMarks(target)) apply({ kind: 'tagged', id: grantId(target), tags });
    },
    group: (by) => apply({ kind: 'grouped', by }),
    note: (command, from) => {
      if (!isPerson(from)) return;
      const target = usedBy(command);
      if (target !== null && takesMarks(target) && isKnown(store.state(), target))
        apply({ kind: 'used', id: grantId(target), at: time.now() });
    },
    settled: async () => {
      await saving;
    },
  };
};
