import { createClient, type MessageBus } from 'dbus-native';
import { z } from 'zod';
import type { Processes } from './desktop-processes.ts';

/** The desktop's session bus, seen from outside the app. */
export type Bus = {
  /** Calls a method. `args` as busctl takes them: the signature, then the values. Returns its out values. */
  call(to: BusObject, iface: string, member: string, ...args: readonly string[]): Promise<unknown>;
  /** All properties of an interface, as plain values. */
  properties(of: BusObject, iface: string): Promise<ReadonlyMap<string, unknown>>;
  hasOwner(name: string): Promise<boolean>;
  /** The names that programs own now, but those that the bus numbers. */
  names(): Promise<readonly string[]>;
};

export type BusObject = { readonly service: string; readonly path: string };

const reply = z.object({ type: z.string(), data: z.unknown() });
const values = z.record(z.string(), z.unknown());
const flag = z.boolean();
const list = z.array(z.string());

/** How long an answer may take, ms. */
const PATIENCE = 10_000;

const theBus: BusObject = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };

/**
 * Speaks on the bus at `address`: through systemd's busctl, which prints replies as JSON, and through a connection that
 * stays where it is looked at again and again, since a process for each look costs more than the look.
 */
export const createBus = (processes: Pick<Processes, 'run'>, address: string): Bus => {
  let lasting: MessageBus | undefined;
  /** It goes with the bus; until there is one, each look tries anew. */
  const connect = (): MessageBus => {
    const opened = createClient({ busAddress: address, timeout: PATIENCE });
    const forget = (): void => {
      if (lasting === opened) lasting = undefined;
    };
    opened.connection.on('error', forget);
    opened.connection.on('close', forget);
    lasting = opened;
    return opened;
  };
  const ask = async (
    { service, path }: BusObject,
    iface: string,
    member: string,
    ...body: readonly string[]
  ): Promise<unknown> =>
    (lasting ?? connect()).invoke<unknown>({
      destination: service,
      path,
      interface: iface,
      member,
      ...(body.length === 0 ? {} : { signature: 's'.repeat(body.length), body: [...body] }),
    });
  return {
    call: async ({ service, path }, iface, member, ...args) => {
      const base = ['busctl', `--address=${address}`, '--json=short', '--timeout=10', 'call', '--'];
      const out = await processes.run([...base, service, path, iface, member, ...args]);
      return out.trim() === '' ? undefined : reply.parse(JSON.parse(out)).data;
    },
    properties: async (of, iface) => {
      const all = await ask(of, 'org.freedesktop.DBus.Properties', 'GetAll', iface);
      return new Map(Object.entries(values.parse(all)));
    },
    hasOwner: async (name) => flag.parse(await ask(theBus, theBus.service, 'NameHasOwner', name)),
    names: async () =>
      list
        .parse(await ask(theBus, theBus.service, 'ListNames'))
        .filter((name) => !name.startsWith(':'))
        .toSorted(),
  };
};
