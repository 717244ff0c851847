import type { Rotation } from '../devices/rotate.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';

export type KeyBookWriter = {
  /** A plan as it is to be, durable before it is so in the state; null: it is over. */
  writeDown(identity: string, rotation: Rotation | null): Promise<Result<null, Failure>>;
  /** How old keys are, as the state has it. */
  saveAges(): Promise<void>;
};

/** What is remembered of access keys on disk: one write after another, each from what the one before it left. */
export const createKeyBook = (
  { ports, store, time }: Core,
  persistence: Pick<Persistence, 'save'>,
): KeyBookWriter => {
  let saving: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = saving.then(work);
    saving = turn.catch(() => undefined);
    return turn;
  };

  const save = async (
    identity: string | null,
    rotation: Rotation | null,
  ): Promise<Result<null, Failure>> => {
    const state = store.state();
    const others = [...state.keys].flatMap(([name, { rotation: plan }]) =>
      plan === null || name === identity ? [] : [plan],
    );
    const created = [...state.keysCreated].map(([accessKeyId, createdAt]) => ({
      accessKeyId,
      createdAt,
    }));
    const rotations = rotation === null ? others : [...others, rotation];
    const saved = await ports.keyPlans.save({ rotations, created });
    return saved.ok ? saved : fail({ kind: 'file', action: 'write', ...saved.failure });
  };

  const write = async (
    identity: string,
    rotation: Rotation | null,
  ): Promise<Result<null, Failure>> => {
    const next = rotation && { ...rotation, touchedAt: time.now() };
    const saved = await save(identity, next);
    if (!saved.ok) return saved;
    store.apply({ kind: 'rotation', identity, rotation: next });
    ports.journal.write({
      kind: 'rotation',
      facts: { identity, step: next === null ? 'over' : next.step.kind },
    });
    // Sessions of the other key stand for the one that is left by now.
    if (next === null) await persistence.save();
    return ok(null);
  };

  return {
    writeDown: (identity, rotation) => inTurn(() => write(identity, rotation)),
    saveAges: async () => {
      await inTurn(() => save(null, null));
    },
  };
};
