import type { Seconds } from '../model.ts';
import type { ExchangeState } from '../session/settings-exchange.ts';
import { changesTo, leadChangesTo } from '../settings/changes.ts';
import type { SettingName } from '../settings.ts';
import type { Core } from './core.ts';

/** Settings into a file of their own, and out of one: what is taken was shown before. */
export type Exchange = {
  write(path: string, replace: boolean): Promise<void>;
  read(path: string): Promise<void>;
  take(): Promise<void>;
  drop(): void;
};

export const createExchange = (
  { ports, store }: Core,
  /** Writes values and leads into settings.ini and reads it; false when they were not taken. */
  put: (
    values: ReadonlyMap<SettingName, string | null>,
    leads: ReadonlyMap<string, Seconds>,
  ) => Promise<boolean>,
): Exchange => {
  /** Counts what was asked for: an answer to an earlier question is of no interest any more. */
  let turn = 0;
  const show = (exchange: ExchangeState): void =>
    store.apply({ kind: 'settings-exchange', exchange });
  const answer = async (work: () => Promise<ExchangeState>): Promise<void> => {
    turn += 1;
    const mine = turn;
    const exchange = await work();
    if (mine === turn) show(exchange);
  };
  return {
    write: (path, replace) =>
      answer(async () => {
        const { settings, attention } = store.state();
        const { leads } = attention;
        const written = await ports.settingsExchange.write(path, settings, leads, replace);
        return written.ok
          ? { kind: 'exported', path: written.value }
          : { kind: 'failed', problem: written.failure };
      }),
    read: (path) =>
      answer(async () => {
        const read = await ports.settingsExchange.read(path);
        if (!read.ok) return { kind: 'failed', problem: read.failure };
        const { values, leads, ...rest } = read.value;
        const { settings, attention } = store.state();
        return {
          kind: 'offered',
          ...rest,
          changes: changesTo(settings, values),
          leads: leadChangesTo(attention.leads, leads),
        };
      }),
    take: async () => {
      const { exchange } = store.state();
      if (exchange.kind !== 'offered') return;
      const { path, changes, leads } = exchange;
      const taken = await put(
        new Map(changes.map(({ name, to }) => [name, to])),
        new Map(leads.map(({ name, to }) => [name, to])),
      );
      // Why not is told where settings.ini's other problems are.
      if (store.state().exchange !== exchange) return;
      show(
        taken ? { kind: 'taken', path, count: changes.length + leads.length } : { kind: 'none' },
      );
    },
    drop: () => {
      turn += 1;
      show({ kind: 'none' });
    },
  };
};
