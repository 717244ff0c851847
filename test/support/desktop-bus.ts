import { z } from 'zod';
import type { Processes } from './desktop-processes.ts';

/** The desktop's session bus, seen from outside the app. */
export type Bus = {
  /** Calls a method. `args` as busctl takes them: the signature, then the values. Returns its out values. */
  call(to: BusObject, iface: string, member: string, ...args: readonly string[]): Promise<unknown>;
  /** All properties of an interface, without their variant wrapping. */
  properties(of: BusObject, iface: string): Promise<ReadonlyMap<string, unknown>>;
  hasOwner(name: string): Promise<boolean>;
};

export type BusObject = { readonly service: string; readonly path: string };

const reply = z.object({ type: z.string(), data: z.unknown() });
const variants = z.tuple([z.record(z.string(), reply)]);
const flag = z.tuple([z.boolean()]);

const theBus: BusObject = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };

/** Speaks on the bus at `address` through systemd's busctl, which prints replies as JSON. */
export const createBus = (processes: Pick<Processes, 'run'>, address: string): Bus => {
  const call: Bus['call'] = async ({ service, path }, iface, member, ...args) => {
    const base = ['busctl', `--address=${address}`, '--json=short', '--timeout=10', 'call', '--'];
    const out = await processes.run([...base, service, path, iface, member, ...args]);
    return out.trim() === '' ? undefined : reply.parse(JSON.parse(out)).data;
  };
  return {
    call,
    properties: async (of, iface) => {
      const data = await call(of, 'org.freedesktop.DBus.Properties', 'GetAll', 's', iface);
      const [values] = variants.parse(data);
      return new Map(Object.entries(values).map(([name, value]) => [name, value.data]));
    },
    hasOwner: async (name) =>
      flag.parse(await call(theBus, theBus.service, 'NameHasOwner', 's', name))[0],
  };
};
