import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startSeat } from '../support/desktop-seat.ts';
import { startDesktop } from '../support/desktop.ts';
import type { Desktop } from '../support/desktop.ts';
import { borrowDesktop } from '../support/kept-seats.ts';
import { until } from '../support/until.ts';

// The desktop that every other end-to-end test stands on: is each part of it real, and does it end?

const withDesktop = async (
  options: Parameters<typeof startDesktop>[0],
  body: (desktop: Desktop) => Promise<void>,
): Promise<void> => {
  const desktop = await startDesktop(options);
  try {
    await body(desktop);
  } finally {
    await desktop.stop();
  }
};

/** A zombie waits for its parent to read its end; it runs no more. */
const isRunning = (pid: number): boolean => {
  const file = `/proc/${pid}/status`;
  return existsSync(file) && !/^State:\s+[ZX]/m.test(readFileSync(file, 'utf8'));
};

const notices = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
};

const sendNotice = (desktop: Desktop, title: string, body: string): Promise<unknown> =>
  desktop.bus.call(
    notices,
    notices.service,
    'Notify',
    'susssasa{sv}i',
    'test',
    '0',
    '',
    title,
    body,
    '0',
    '0',
    '-1',
  );

test('a secret put into the keychain is found there again', async () => {
  await withDesktop({ panel: false, notifications: false }, async (desktop) => {
    const store = ['secret-tool', 'store', '--label=one', 'service', 'here'];
    await desktop.run(store, { input: 'kept' });
    expect(await desktop.keychainSecret({ service: 'here' })).toBe('kept');
    expect(await desktop.keychainSecret({ service: 'elsewhere' })).toBeUndefined();
  });
});

test('a notice is seen in the daemon, pictured, clicked away and remembered', async () => {
  await withDesktop({ keychain: false, panel: false }, async (desktop) => {
    await sendNotice(desktop, 'prod ends 14:32', 'in 10 min');
    await until('the bubble', async () => (await desktop.shownNotifications()) === 1);
    const picture = join(desktop.home, 'notice.png');
    // As the server tells it to programs, pixel by pixel, where the clock does not go on between the two.
    const told = join(desktop.home, 'told.png');
    await until('the same picture', async () => {
      await desktop.screenshot(picture);
      await desktop.run(['import', '-silent', '-window', 'root', told]);
      await desktop.run(['compare', '-metric', 'AE', picture, told, 'null:']);
      return true;
    });
    await desktop.clickNotification();
    await until('no bubble', async () => (await desktop.shownNotifications()) === 0);
    await until('the notice to be closed', () => desktop.notifications()[0]?.open === false);
    const [notice, ...others] = desktop.notifications();
    expect(notice).toMatchObject({ app: 'test', title: 'prod ends 14:32', body: 'in 10 min' });
    expect(others).toEqual([]);
  });
});

test('the clipboard is read from outside', async () => {
  await withDesktop({ keychain: false, panel: false, notifications: false }, async (desktop) => {
    expect(await desktop.clipboardText()).toBe('');
    desktop.start('owner', ['xclip', '-selection', 'clipboard', '-in', '-quiet'], {
      input: "export A='b'\n",
    });
    await until('the text', async () => (await desktop.clipboardText()) === "export A='b'\n");
  });
});

test('a tray host comes and goes with the panel', async () => {
  await withDesktop({ keychain: false, notifications: false }, async (desktop) => {
    const hosted = () => desktop.bus.hasOwner('org.kde.StatusNotifierWatcher');
    expect(await hosted()).toBe(true);
    await desktop.stopPanel();
    expect(await hosted()).toBe(false);
    expect(await desktop.trayItems()).toEqual([]);
    await desktop.startPanel();
    expect(await hosted()).toBe(true);
  });
});

test('what a desktop is asked to leave out is not there, not even on demand', async () => {
  const options = { keychain: false, panel: false, notifications: false };
  await withDesktop(options, async (desktop) => {
    await expect(sendNotice(desktop, 'a', 'b')).rejects.toThrow(/not provided|unknown/i);
    expect(await desktop.bus.hasOwner('org.freedesktop.secrets')).toBe(false);
    expect(await desktop.bus.hasOwner('org.kde.StatusNotifierWatcher')).toBe(false);
  });
});

test('stop ends what a test left running, and removes its files', async () => {
  const desktop = await startDesktop({ keychain: false, panel: false, notifications: false });
  const pidFile = join(desktop.home, '..', '..', `fob-stray-${process.pid}`);
  // Leaves its group, ignores being asked, and outlives its parent.
  const stray = `trap "" TERM; echo $$ > ${pidFile}; sleep 600 & wait`;
  desktop.start('stray', ['setsid', '--fork', 'bash', '-c', stray]);
  const pid = await until('the stray process', () =>
    existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) || undefined : undefined,
  );
  expect(isRunning(pid)).toBe(true);
  await desktop.stop();
  rmSync(pidFile);
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(desktop.home)).toBe(false);
});

// Most tests take a seat that another one had: nothing may be left of it.

/** Where the seat speaks: no two have it in common. */
const seatOf = ({ env }: Desktop): string | undefined => env['DBUS_SESSION_BUS_ADDRESS'];

const withBorrowed = async <T>(body: (desktop: Desktop) => Promise<T>): Promise<T> => {
  const desktop = await borrowDesktop();
  try {
    return await body(desktop);
  } finally {
    await desktop.stop();
  }
};

/** What one test leaves and what the next one finds, on the same seat. */
const inTurn = async <T>(
  leave: (desktop: Desktop) => Promise<T>,
  find: (desktop: Desktop, left: T) => Promise<void>,
): Promise<void> => {
  const [seat, left] = await withBorrowed(async (desktop) => [
    seatOf(desktop),
    await leave(desktop),
  ]);
  await withBorrowed(async (desktop) => {
    expect(seatOf(desktop)).toBe(seat);
    await find(desktop, left);
  });
};

test('the next on a seat has a keychain of its own', async () => {
  await inTurn(
    async (desktop) => {
      const store = ['secret-tool', 'store', '--label=one', 'service', 'here'];
      await desktop.run(store, { input: 'kept' });
      expect(await desktop.keychainSecret({ service: 'here' })).toBe('kept');
    },
    async (desktop) => {
      expect(await desktop.keychainSecret({ service: 'here' })).toBeUndefined();
    },
  );
});

test('the next on a seat finds nothing in the clipboard', async () => {
  await inTurn(
    (desktop) => desktop.copyText('a secret'),
    async (desktop) => {
      expect(await desktop.clipboardText()).toBe('');
      const owner = ['xclip', '-selection', 'clipboard', '-out', '-target', 'TARGETS'];
      await expect(desktop.run(owner)).rejects.toThrow(/not available/);
    },
  );
});

test('the next on a seat meets no notice, neither on the screen nor in the record', async () => {
  await inTurn(
    async (desktop) => {
      // More than there is room for.
      for (const title of ['1', '2', '3', '4', '5', '6', '7'])
        // oxlint-disable-next-line no-await-in-loop
        await sendNotice(desktop, title, 'in 10 min');
      await until('the bubbles', async () => (await desktop.shownNotifications()) > 1);
      expect(desktop.notifications()).toHaveLength(7);
    },
    async (desktop) => {
      expect(await desktop.shownNotifications()).toBe(0);
      expect(desktop.notifications()).toEqual([]);
      await sendNotice(desktop, 'another', '');
      await until('the notice', () => desktop.notifications().length > 0);
      expect(desktop.notifications().map(({ title }) => title)).toEqual(['another']);
    },
  );
});

const pointer = (desktop: Desktop) => desktop.run(['xdotool', 'getmouselocation', '--shell']);

test('what the display refuses is told at once, and keys and pointer go on', async () => {
  const desktop = await borrowDesktop();
  try {
    const refused = ['mousemove', '--window', '1', '3', '3'];
    await expect(desktop.hands(...refused)).rejects.toThrow(`did not take: ${refused.join(' ')}`);
    await desktop.hands('mousemove', '9', '9');
    expect(await pointer(desktop)).toContain('X=9\nY=9\n');
  } finally {
    await desktop.stop();
  }
});

test('the next on a seat sees no window, program or pointer of the one before', async () => {
  await inTurn(
    async (desktop) => {
      const before = await pointer(desktop);
      desktop.start('other', ['xmessage', '-title', 'left behind', 'something']);
      await until('its window', async () => (await desktop.activeWindow()) === 'left behind');
      await desktop.hands('mousemove', '7', '7');
      return before;
    },
    async (desktop, before) => {
      expect(await desktop.activeWindow()).toBe('');
      const windows = await desktop.run(['xwininfo', '-root', '-tree']);
      expect(windows).not.toContain('left behind');
      expect(desktop.programs().filter((line) => line.includes('xmessage'))).toEqual([]);
      expect(await pointer(desktop)).toBe(before);
    },
  );
});

test('the next on a seat has a home of its own, and the one before has none any more', async () => {
  await inTurn(
    async ({ home }) => {
      writeFileSync(join(home, '.config', 'left'), 'behind');
      return home;
    },
    async ({ home }, before) => {
      expect(existsSync(before)).toBe(false);
      expect(existsSync(join(home, '.config', 'left'))).toBe(false);
    },
  );
});

const isGivenToNobody = async (spoil: (desktop: Desktop) => Promise<unknown>): Promise<void> => {
  const seat = await withBorrowed(async (desktop) => {
    await spoil(desktop);
    return seatOf(desktop);
  });
  await withBorrowed(async (desktop) => {
    expect(seatOf(desktop)).not.toBe(seat);
    expect(await desktop.bus.hasOwner('org.kde.StatusNotifierWatcher')).toBe(true);
  });
};

test('a seat whose panel was stopped is given to nobody, also if it runs again', async () => {
  await isGivenToNobody(async (desktop) => {
    await desktop.stopPanel();
    await desktop.startPanel();
  });
});

test('a seat that does not get rid of what was left on it is given to nobody', async () => {
  const mark = ['-root', '-format', '_LEFT_BEHIND', '8s', '-set', '_LEFT_BEHIND', 'by a test'];
  await isGivenToNobody((desktop) => desktop.run(['xprop', ...mark]));
});

test('no two have the same seat at once', async () => {
  await withBorrowed(async (one) => {
    await withBorrowed(async (other) => {
      expect(seatOf(other)).not.toBe(seatOf(one));
      await one.copyText('of one');
      expect(await other.clipboardText()).toBe('');
    });
  });
});

test('a seat ends at once where nobody can wait for it', async () => {
  const seat = await startSeat({});
  const socket = seat.address.replace('unix:path=', '');
  expect(existsSync(socket)).toBe(true);
  seat.stopAtOnce();
  await until('no program of it', () => seat.programs().length === 0);
  expect(existsSync(socket)).toBe(false);
});
