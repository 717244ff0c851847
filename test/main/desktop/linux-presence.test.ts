import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PresenceTells } from '../../../app/session/presence.ts';
import { createLinuxPresence } from '../../../main/desktop/linux-presence.ts';
import { createBus, type Bus } from '../../support/desktop-bus.ts';
import { busConfig } from '../../support/desktop-config.ts';
import { createProcesses, type Processes } from '../../support/desktop-processes.ts';
import { SESSION_ID, startLogind, startService } from '../../support/presence-services.ts';
import { until } from '../../support/until.ts';

// On real buses of their own, with services that speak as the desktops do.

type World = {
  readonly root: string;
  readonly processes: Processes;
  readonly bus: Bus;
  /** The session bus itself goes. */
  readonly end: () => Promise<void>;
};

const open = async (): Promise<World> => {
  const root = mkdtempSync(join(tmpdir(), 'fob-bus-'));
  const socket = join(root, 'session');
  const address = `unix:path=${socket}`;
  writeFileSync(join(root, 'bus.conf'), busConfig(socket, root));
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address);
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${join(root, 'system')}`);
  const processes = createProcesses(randomUUID(), root, {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: root,
    DBUS_SESSION_BUS_ADDRESS: address,
  });
  const command = ['dbus-daemon', '--nofork', '--nopidfile'];
  const daemon = processes.start('bus', [...command, `--config-file=${join(root, 'bus.conf')}`]);
  const bus = createBus(processes, address);
  await until('the bus', () => bus.hasOwner('org.freedesktop.DBus'));
  return { root, processes, bus, end: daemon.stop };
};

const worlds: World[] = [];
const stops: (() => void)[] = [];

beforeEach(async () => {
  worlds.push(await open());
});

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  for (const { processes, root } of worlds.splice(0)) {
    // oxlint-disable-next-line no-await-in-loop
    await processes.stop();
    rmSync(root, { recursive: true, force: true });
  }
  vi.unstubAllEnvs();
});

const world = (): World => {
  const [only] = worlds;
  if (only === undefined) throw new Error('no buses');
  return only;
};

/** Listens, with what was heard so far. `serverIdle` is what an X server counts, ms. */
const listen = (serverIdle: number | null = null, env: Record<string, string> = {}) => {
  const heard: { tells: PresenceTells | null; away: string[] } = { tells: null, away: [] };
  const presence = createLinuxPresence(env, () => serverIdle);
  stops.push(
    presence.watch({
      tells: (tells) => {
        heard.tells = tells;
      },
      away: (how) => heard.away.push(how),
    }),
  );
  const tells = (expected: Partial<PresenceTells>) =>
    until(`to be told ${JSON.stringify(expected)}`, () =>
      Object.entries(expected).every(
        ([name, value]) =>
          heard.tells !== null &&
          Object.entries(heard.tells).some(([key, told]) => key === name && told === value),
      ),
    );
  return { heard, presence, tells };
};

/** Who is on a bus, by the names that it gave them; whoever asks is one of them. */
const namesOn = async (address: string): Promise<readonly string[]> => {
  const service = 'org.freedesktop.DBus';
  const answer = await createBus(world().processes, address).call(
    { service, path: '/org/freedesktop/DBus' },
    service,
    'ListNames',
  );
  const [names] = z.tuple([z.array(z.string())]).parse(answer);
  return names.filter((name) => name.startsWith(':'));
};

const serve = (service: string, path: string, name: string, out: string, answer: unknown) => {
  const { processes, bus } = world();
  return startService({ start: processes.start, bus }, { service, path }, { name, out, answer });
};

describe('a locker of the screen', () => {
  it.each([
    ['KDE', 'org.freedesktop.ScreenSaver', '/org/freedesktop/ScreenSaver'],
    ['GNOME without logind', 'org.gnome.ScreenSaver', '/org/gnome/ScreenSaver'],
    ['Cinnamon', 'org.cinnamon.ScreenSaver', '/org/cinnamon/ScreenSaver'],
    ['MATE', 'org.mate.ScreenSaver', '/'],
    ['Xfce', 'org.xfce.ScreenSaver', '/'],
  ])(
    'of %s is heard when it locks, not when it opens, and missed when it went',
    async (_, service, path) => {
      const { heard, tells } = listen();
      await until('to be told of nothing', () => heard.tells?.screen === false);
      const locker = await serve(service, path, 'GetActive', 'b', false);
      await tells({ screen: true, sleep: false });
      await locker.setActive(false);
      await locker.setActive(true);
      await until('the lock', () => heard.away.length > 0);
      expect(heard.away).toEqual(['screen']);
      await locker.stop();
      await tells({ screen: false });
    },
  );

  it('that only has the name, to hold off others, is none', async () => {
    await serve('org.freedesktop.ScreenSaver', '/org/freedesktop/ScreenSaver', 'Inhibit', 'u', 1);
    // The second is asked after the first.
    await serve(
      'org.gnome.Mutter.IdleMonitor',
      '/org/gnome/Mutter/IdleMonitor/Core',
      'GetIdletime',
      't',
      0,
    );
    const { heard, tells } = listen();
    await tells({ idle: true });
    expect(heard.tells).toEqual({ screen: false, sleep: false, idle: true, finger: false });
  });
});

describe('idle time', () => {
  it.each([
    ['is counted by the X server where nobody else does', 7000, false, true, 7000],
    ['is counted by GNOME, on Wayland too', null, true, true, 12_000],
    ['is GNOME’s where both count', 7000, true, true, 12_000],
    ['is not told where nobody counts', null, false, false, null],
  ])('%s', async (_, server, gnome, told, idle) => {
    const service = 'org.gnome.Mutter.IdleMonitor';
    if (gnome)
      await serve(service, '/org/gnome/Mutter/IdleMonitor/Core', 'GetIdletime', 't', 12_000);
    const { presence, tells } = listen(server);
    await tells({ idle: told });
    await until('the count', async () => (await presence.idleFor()) === idle);
    expect(await presence.idleFor()).toBe(idle);
  });
});

describe('logind', () => {
  it.each([
    ['by its session’s id', { XDG_SESSION_ID: SESSION_ID }, true],
    ['not of a session nobody named', {}, false],
  ])('is heard %s', async (_, env, heardOf) => {
    const { processes, root } = world();
    const logind = await startLogind(processes, root, join(root, 'system'));
    const { heard, tells } = listen(null, env);
    await tells({ sleep: true, screen: heardOf });
    await logind.askToLock('other');
    await logind.askToLock();
    await logind.setLocked(true);
    await logind.setLocked(false);
    if (heardOf) await until('both', () => heard.away.length >= 2);
    expect(heard.away).toEqual(heardOf ? ['screen', 'screen'] : []);
  });

  it('is not spoken for by another program of the computer', async () => {
    const { processes, root } = world();
    const address = `unix:path=${join(root, 'system')}`;
    const logind = await startLogind(processes, root, join(root, 'system'));
    const { heard, tells } = listen(null, { XDG_SESSION_ID: SESSION_ID });
    await tells({ screen: true });
    const path = `/org/freedesktop/login1/session/${SESSION_ID}`;
    const signal = ['--object-path', path, '--signal', 'org.freedesktop.login1.Session.Lock'];
    for (const name of await namesOn(address)) {
      const to = ['gdbus', 'emit', '--address', address, '--dest', name];
      // oxlint-disable-next-line no-await-in-loop
      await processes.run([...to, ...signal]);
    }
    await logind.askToLock();
    await until('the lock', () => heard.away.length > 0);
    expect(heard.away).toEqual(['screen']);
  });
});

describe('the buses', () => {
  const sessionBus = (): string => `unix:path=${join(world().root, 'session')}`;

  it('are let go of by whoever stops before they were there', async () => {
    const before = await namesOn(sessionBus());
    const presence = createLinuxPresence({}, () => null);
    presence.watch({ tells: () => undefined, away: () => undefined })();
    // Another is there after it, and was told.
    const { tells, heard } = listen(7000);
    await tells({ idle: true });
    await until('the bus', () => heard.tells !== null);
    await until(
      'one to listen',
      async () => (await namesOn(sessionBus())).length === before.length + 1,
    );
    expect(heard.away).toEqual([]);
  });

  it('tell of nothing once they are gone', async () => {
    const locker = 'org.freedesktop.ScreenSaver';
    await serve(locker, '/org/freedesktop/ScreenSaver', 'GetActive', 'b', false);
    const { tells, heard } = listen();
    await tells({ screen: true });
    await world().end();
    await tells({ screen: false });
    expect(heard.tells).toMatchObject({ screen: false, sleep: false, idle: false });
  });
});
