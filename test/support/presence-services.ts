import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { busConfig } from './desktop-config.ts';
import { createBus, type Bus } from './desktop-bus.ts';
import type { Processes } from './desktop-processes.ts';
import { until } from './until.ts';

// Services that tell whether a person is there. The machine that tests run on has none; python3-dbusmock plays them.

const MOCK = 'org.freedesktop.DBus.Mock';
const LOGIND = 'org.freedesktop.login1';
const MANAGER = { service: LOGIND, path: '/org/freedesktop/login1' };

/** The session of the test desktop, as logind knows it. */
export const SESSION_ID = 'c1';
const SESSION = { service: LOGIND, path: `${MANAGER.path}/session/${SESSION_ID}` };
const OTHER = { service: LOGIND, path: `${MANAGER.path}/session/c2` };

export type Logind = {
  /** What `loginctl lock-session` does; another person's session on the same computer if so wanted. */
  askToLock(whose?: 'other'): Promise<void>;
  /** What a desktop tells logind once its screen is locked, or open again. */
  setLocked(locked: boolean): Promise<void>;
  /** Says that the computer is about to sleep (true), or has woken. */
  sleep(sleeps: boolean): Promise<void>;
  /** Who holds back sleep now, by name. */
  inhibitors(): Promise<string>;
};

/** A system bus at this address with logind on it. */
export const startLogind = async (
  processes: Pick<Processes, 'start' | 'run'>,
  root: string,
  socket: string,
): Promise<Logind> => {
  const { start, run } = processes;
  const file = join(root, 'system-bus.conf');
  writeFileSync(file, busConfig(socket, join(root, 'services')));
  const address = `unix:path=${socket}`;
  start('system-bus', ['dbus-daemon', '--nofork', '--nopidfile', `--config-file=${file}`]);
  const bus = createBus({ run }, address);
  await until('the system bus', () => bus.hasOwner('org.freedesktop.DBus'));
  start('logind', ['/usr/bin/python3', '-m', 'dbusmock', '--system', '--template', 'logind'], {
    env: { DBUS_SYSTEM_BUS_ADDRESS: address },
  });
  await until('logind', () => bus.hasOwner(LOGIND));
  const user = String(process.getuid?.() ?? 0);
  for (const id of [SESSION_ID, 'c2']) {
    // The second finds the seat of the first.
    // oxlint-disable-next-line no-await-in-loop
    await bus.call(MANAGER, MOCK, 'AddSession', 'ssusb', id, 'seat0', user, 'ada', 'true');
  }
  return {
    askToLock: async (whose) => {
      const object = whose === 'other' ? OTHER : SESSION;
      await bus.call(object, MOCK, 'EmitSignal', 'sssav', `${LOGIND}.Session`, 'Lock', '', '0');
    },
    setLocked: async (locked) => {
      const change = [`${LOGIND}.Session`, '1', 'LockedHint', 'b', String(locked)];
      await bus.call(SESSION, MOCK, 'UpdateProperties', 'sa{sv}', ...change);
    },
    sleep: async (sleeps) => {
      const signal = [`${LOGIND}.Manager`, 'PrepareForSleep', 'b', '1', 'b', String(sleeps)];
      await bus.call(MANAGER, MOCK, 'EmitSignal', 'sssav', ...signal);
    },
    inhibitors: async () =>
      JSON.stringify(await bus.call(MANAGER, `${LOGIND}.Manager`, 'ListInhibitors')),
  };
};

/**
 * A service with one method that answers a JSON value, and the signal ActiveChanged. Python's dbus-mock takes its name
 * before it answers anything, which no real one does.
 */
const SERVICE = `
import json, sys, dbus, dbus.service, dbus.mainloop.glib
from gi.repository import GLib
name, path, member, out, value = sys.argv[1:]
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
def answer(self): return json.loads(value)
answer.__name__ = member
def set_active(self, active): self.ActiveChanged(active)
set_active.__name__ = "SetActive"
def changed(self, active): pass
changed.__name__ = "ActiveChanged"
Service = type("Service", (dbus.service.Object,), {
    member: dbus.service.method(name, out_signature=out)(answer),
    "SetActive": dbus.service.method(name, in_signature="b")(set_active),
    "ActiveChanged": dbus.service.signal(name, signature="b")(changed),
})
bus = dbus.SessionBus()
service = Service(bus, path)
owned = dbus.service.BusName(name, bus)
GLib.MainLoop().run()
`;

export type Service = {
  /** What a locker says of the screen; the signal goes out. */
  setActive(active: boolean): Promise<void>;
  stop(): Promise<void>;
};

/** A service on the session bus that answers one method; its name is its interface as well. */
export const startService = async (
  { start, bus }: { readonly start: Processes['start']; readonly bus: Bus },
  object: { readonly service: string; readonly path: string },
  method: { readonly name: string; readonly out: string; readonly answer: unknown },
): Promise<Service> => {
  const { service, path } = object;
  const { name, out, answer } = method;
  const values = [service, path, name, out, JSON.stringify(answer)];
  const running = start(service, ['/usr/bin/python3', '-c', SERVICE, ...values]);
  await until(`${service} on the bus`, () => bus.hasOwner(service));
  return {
    setActive: async (active) => {
      await bus.call(object, service, 'SetActive', 'b', String(active));
    },
    stop: running.stop,
  };
};
