import { closeNotifications, shownNotifications } from './desktop-notifications.ts';
import { startSeat, type Seat } from './desktop-seat.ts';
import { registeredItems } from './desktop-tray.ts';
import { desktopOn, startDesktop, type Desktop, type DesktopOptions } from './desktop.ts';
import { until } from './until.ts';

// A seat costs as much as the app that a test looks at. Tests of a process take the same one after each other, as long as
// nothing of one is left for the next.

type Kept = {
  readonly seat: Seat;
  /** How it looked when nobody had used it yet. */
  readonly fresh: { readonly bus: string; readonly screen: string };
};

/** How long a seat may take to be as it was, ms. A new one is up sooner than that. */
const CLEARS_WITHIN = 10_000;

/** Those that nobody has now, each as it was when it came up. */
const free: Kept[] = [];

/** What is left of programs on the bus: their names, icons in the tray, bubbles. */
const lookAtBus = async ({ bus }: Seat): Promise<string> => {
  const parts = [bus.names(), registeredItems(bus), shownNotifications(bus)];
  return JSON.stringify(await Promise.all(parts));
};

/**
 * Puts the pointer where it starts, and tells what is left of programs on the screen: what the root window knows of
 * windows and the like, where keys go, every window that is seen, and who answers for the clipboards. openbox names a
 * window that went with its program until another one is active, and the next program's may get its number. The panel's
 * clock is as wide as its digits, and the tray is left of it. In one go, since each start of a program costs its parent.
 */
const SCREEN = `
xprop -root -remove _NET_ACTIVE_WINDOW
xprop -root | sort
xdotool getwindowfocus
xdotool mousemove 640 400 search --onlyvisible --class . getwindowgeometry --shell %@ | grep -v ^X=
for name in clipboard primary secondary; do xclip -selection $name -out -target TARGETS; done 2>&1
true
`;

const lookAtScreen = ({ run }: Seat): Promise<string> => run(['sh', '-c', SCREEN]);

const startKept = async (): Promise<Kept> => {
  const seat = await startSeat({});
  process.once('exit', seat.stopAtOnce);
  let last = '';
  const screen = await until('the screen to be at rest', async () => {
    const before = last;
    last = await lookAtScreen(seat);
    // The panel draws the tray with room for icons first; without one it is a line.
    return last === before && last.includes('\nWIDTH=1\n') && last;
  });
  return { seat, fresh: { bus: await lookAtBus(seat), screen } };
};

/** Whoever had it has gone, and all programs with them. What a seat does not get rid of goes with it. */
const giveBack = async (kept: Kept): Promise<void> => {
  const { seat, fresh } = kept;
  const cleared = async (): Promise<boolean> => {
    if ((await shownNotifications(seat.bus)) > 0) await closeNotifications(seat.bus);
    // The bus first: to look at the screen takes processes.
    return (await lookAtBus(seat)) === fresh.bus && (await lookAtScreen(seat)) === fresh.screen;
  };
  const isFresh =
    seat.isWhole() &&
    (await until('the seat as it was', cleared, { timeout: CLEARS_WITHIN }).catch(() => false));
  if (isFresh) {
    free.push(kept);
    return;
  }
  process.off('exit', seat.stopAtOnce);
  await seat.stop();
};

/**
 * A desktop on a seat that others had before in this process, where the options leave it whole; with a home, which says
 * what look programs have, a keychain and a record of notices of its own.
 */
export const borrowDesktop = async (options: DesktopOptions = {}): Promise<Desktop> => {
  if (options.panel === false || options.notifications === false) return startDesktop(options);
  const kept = free.pop() ?? (await startKept());
  return desktopOn(kept.seat, options, () => giveBack(kept));
};
