import type { Command } from '../../app/contract.ts';
import type { Ports } from '../../app/index.ts';
import { gated } from './gated.ts';
import { settle } from './model-clock.ts';
import type { Model } from './model-engine.ts';

// What tests of a lock do with a model, and look at.

/** Runs a command and lets all come about that needs no time. */
export const run = async ({ engine }: Model, command: Command): Promise<void> => {
  engine.run(command);
  await settle();
  await settle();
};

export const lockOf = ({ engine }: Model): string => engine.state().lock.kind;

/** The ids of grants that hold credentials. */
export const holds = ({ engine }: Model): readonly string[] =>
  [...engine.state().grants].flatMap(([id, { held }]) => (held === null ? [] : [id]));

/** Copies that, once told so, are read but not handed on before their gate opens. */
export const slowReads = () => {
  const gate = gated();
  const read = { slowly: false };
  return {
    gate,
    read,
    ports: (ports: Ports): Ports => ({
      ...ports,
      sealed: {
        ...ports.sealed,
        load: async () => {
          const loaded = await ports.sealed.load();
          if (read.slowly) await gate.wait();
          return loaded;
        },
      },
    }),
  };
};
