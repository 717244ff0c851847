import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { RunningProcess } from './desktop-processes.ts';
import type { Desktop } from './desktop.ts';
import { until } from './until.ts';

/** The checkout: what `electron` is told to run. */
const root = fileURLToPath(new URL('../..', import.meta.url));

export type AwsFileTexts = { readonly config?: string; readonly credentials?: string };

export type AppOptions = {
  /** Added to the desktop's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments after the app's folder. */
  readonly args?: readonly string[];
  /** The folder or package to run. Default: this checkout, built by `npm run build`. */
  readonly folder?: string;
};

/** The app under Playwright. */
export type App = {
  readonly electron: ElectronApplication;
  /** Main's process id. */
  readonly pid: number;
  /** The window whose title or address holds the text or fits the pattern; waits for it to be loaded. */
  window(match: string | RegExp): Promise<Page>;
  /** True when such a window exists and the person can see it. */
  isShown(match: string | RegExp): Promise<boolean>;
  /** True when keys go to such a window. Its page would say so always, since it is looked at through the inspector. */
  hasFocus(match: string | RegExp): Promise<boolean>;
  /** Everything main wrote to stdout and stderr so far. */
  output(): string;
  /** Quits as a person would, and waits until the process is gone. */
  quit(): Promise<void>;
  /** Resolves when the process is gone, for whatever reason. */
  ended(): Promise<void>;
  /** kill -9 of main; its children go with it. */
  kill(): Promise<void>;
};

/** Electron's executable: the distribution that set-up found. */
export const electronExecutable = (): string => {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) throw new Error('Run tests with `npm test`: it finds an Electron and says so.');
  return join(dist, 'electron');
};

/** Chromium refuses its sandbox to root. */
export const sandboxArguments = (): readonly string[] =>
  process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Writes the shared AWS files of the desktop's person (mode 0600) and returns their paths. */
export const writeAwsFiles = (
  desktop: Desktop,
  texts: AwsFileTexts,
): { readonly config: string; readonly credentials: string } => {
  const folder = join(desktop.home, '.aws');
  mkdirSync(folder, { recursive: true });
  const files = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  if (texts.config !== undefined) writeFileSync(files.config, texts.config, { mode: 0o600 });
  if (texts.credentials !== undefined) {
    writeFileSync(files.credentials, texts.credentials, { mode: 0o600 });
  }
  return files;
};

const command = ({ folder = root, args = [] }: AppOptions): string[] => [
  ...sandboxArguments(),
  folder,
  ...args,
];

/** Starts the built app on the desktop with Playwright attached. */
export const launchApp = async (desktop: Desktop, options: AppOptions = {}): Promise<App> => {
  const electron = await _electron.launch({
    executablePath: electronExecutable(),
    args: command(options),
    env: { ...desktop.env, ...options.env },
    cwd: desktop.home,
    // The desktop's own light or dark, not Playwright's.
    colorScheme: null,
  });
  electron.context().setDefaultTimeout(60_000);
  const child = electron.process();
  let written = '';
  const keep = (chunk: Buffer): void => {
    written += chunk.toString('utf8');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron has no process id');
  const gone = () => child.exitCode !== null || child.signalCode !== null;

  const find = async (match: string | RegExp): Promise<Page | undefined> => {
    const fits = (name: string) =>
      typeof match === 'string' ? name.includes(match) : match.test(name);
    // Addresses are known here; each title is a question to its page.
    const found = electron.windows().find((page) => fits(page.url()));
    if (found !== undefined) return found;
    for (const page of electron.windows()) {
      // oxlint-disable-next-line no-await-in-loop -- the first that fits
      if (fits(await page.title().catch(() => ''))) return page;
    }
    return undefined;
  };

  return {
    electron,
    pid,
    window: async (match) => {
      const page = await until(`a window ${String(match)}`, () => find(match));
      await page.waitForLoadState();
      return page;
    },
    isShown: async (match) => {
      const page = await find(match);
      if (page === undefined) return false;
      const window = await electron.browserWindow(page);
      return window.evaluate((one) => one.isVisible());
    },
    hasFocus: async (match) => {
      const page = await find(match);
      if (page === undefined) return false;
      const window = await electron.browserWindow(page);
      return window.evaluate((one) => one.isFocused());
    },
    output: () => written,
    quit: async () => {
      if (!gone()) await electron.close();
      await until('the app to end', gone);
    },
    ended: async () => {
      await until('the app to end', gone);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await until('the app to end', gone);
    },
  };
};

/** Starts the app as a person's session does, with nothing attached: to be looked at from outside only. */
export const launchFromOutside = (desktop: Desktop, options: AppOptions = {}): RunningProcess =>
  desktop.start('app', [electronExecutable(), ...command(options)], { env: { ...options.env } });

/** The executable of the package that `npm run package` makes; the end-to-end run makes it first. */
export const packagedExecutable = join(
  root,
  'dist',
  'package',
  'linux-unpacked',
  'fobwatch-desktop',
);

/** Starts the packaged app; its fuses let nothing be attached. */
export const launchPackage = (
  desktop: Desktop,
  { args = [], env = {} }: Omit<AppOptions, 'folder'> = {},
): RunningProcess =>
  desktop.start('package', [packagedExecutable, ...sandboxArguments(), ...args], {
    env: { ...env },
  });

type Point = { readonly x: number; readonly y: number };

/**
 * Upper left corners of the visible windows with this page's title, as the X server knows them. Not `window.screenX`:
 * a page that was placed while hidden may not have heard of it yet.
 */
const cornersOf = async (desktop: Desktop, page: Page): Promise<readonly Point[]> => {
  // xdotool reads names as a pattern over bytes: anything but plain letters stands for itself by dots.
  const title = (await page.title()).replaceAll(/[^\w ]+/g, '.+');
  // Not xdotool's getwindowgeometry: it counts a window's frame twice.
  const corners = 'xdotool search --onlyvisible --name "$1" | xargs -r -n 1 xwininfo -id';
  const told = await desktop.run(['sh', '-c', corners, '-', `^${title}$`]);
  const found = told.matchAll(/Absolute upper-left X: +(-?\d+)\s+Absolute upper-left Y: +(-?\d+)/g);
  return [...found].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
};

/** Where a page's window was when the pointer last met something on it: mostly it is still there, which costs no search. */
const metAt = new WeakMap<Page, Point>();

/** Moves the real pointer onto an element, and sees that it is what the pointer is on. */
export const pointAt = async (
  desktop: Desktop,
  page: Page,
  locator: Locator,
): Promise<{ readonly x: number; readonly y: number }> => {
  await locator.scrollIntoViewIfNeeded();
  return until('the pointer to be on the element', async () => {
    const box = await locator.boundingBox();
    if (box === null) return undefined;
    const known = metAt.get(page);
    metAt.delete(page);
    for (const corner of known === undefined ? await cornersOf(desktop, page) : [known]) {
      const x = Math.round(corner.x + box.x + box.width / 2);
      const y = Math.round(corner.y + box.y + box.height / 2);
      // One pixel beside it first: a pointer that already is there sends no motion.
      const there = ['mousemove', String(x + 1), String(y), 'mousemove', String(x), String(y)];
      // oxlint-disable-next-line no-await-in-loop -- one pointer
      await desktop.hands(...there);
      // oxlint-disable-next-line no-await-in-loop
      if (await locator.evaluate((element) => element.matches(':hover'))) {
        metAt.set(page, corner);
        return { x, y };
      }
    }
    return undefined;
  });
};

/**
 * Clicks an element with the real pointer, as a person does: moves there, sees that it is what the pointer is on, and
 * presses. The look in between matters: a window that was just mapped takes no input yet, and lists move.
 */
export const clickOn = async (desktop: Desktop, page: Page, locator: Locator): Promise<void> => {
  const { x, y } = await pointAt(desktop, page, locator);
  await desktop.click(x, y);
};
