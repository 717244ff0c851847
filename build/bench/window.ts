import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from '@playwright/test';
import {
  electronExecutable,
  launchApp,
  launchPackage,
  sandboxArguments,
} from '../../test/support/app.ts';
import { startDesktop, type Desktop } from '../../test/support/desktop.ts';
import { startStage } from '../../test/support/stage.ts';
import { until } from '../../test/support/until.ts';
import { median, report } from './measure.ts';
import { familyOf, pssOf } from './memory.ts';
import { keyStrokes, paintedAt, scrolling, watchPaint } from './window-page.ts';

// The window as a person meets it, on the real desktop: from the click on the icon to the painted list, key strokes in
// the search, scrolling, and what waiting in the tray costs. Beside it the least an Electron app can be, which a click
// shows a plain page of as many lines. Playwright cannot look into the package, whose fuses keep it out, so times are of
// the same built app unpackaged; memory is the package's.

const ROUNDS = 9;
const WARM = 100;
const COLD = 500;
const KEY = 16;
const FRAME = 50;
const TIMES_MEMORY = 1.3;
const WORDS = ['payments', 'prod', 'billing', 'readonly', 'ledger-stage'];

const bare = fileURLToPath(new URL('bare', import.meta.url));
const bench = fileURLToPath(new URL('../../dist/bench', import.meta.url));

const TEAMS = 'payments search ledger mobile data platform growth support risk media'.split(' ');
const PLACES = ['dev', 'stage', 'prod', 'sandbox'];
const JOBS = 'admin readonly deploy billing audit operator breakglass'.split(' ');

/** Names as companies give them, each once: "payments-prod-deploy-17". */
const nameOf = (at: number): string => {
  const pick = (words: readonly string[], step: number): string =>
    words[Math.floor(at / step) % words.length] ?? '';
  return `${pick(TEAMS, 1)}-${pick(PLACES, TEAMS.length)}-${pick(JOBS, 3)}-${at}`;
};

const roles = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const account = String(200_000_000_000 + (at % 25));
    return `\n[profile ${nameOf(at)}]\nrole_arn = arn:aws:iam::${account}:role/service-${at}\nsource_profile = ada\n`;
  }).join('');

type Shown = {
  readonly desktop: Desktop;
  readonly electron: ElectronApplication;
};

const isVisible = async ({ electron }: Shown): Promise<boolean> => {
  // Main collects much garbage as it starts, and sometimes the inspector's question with it.
  const [visible] = await until(
    'main to tell',
    async () =>
      [
        await electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().some((window) => window.isVisible()),
        ),
      ] as const,
  );
  return visible;
};

const pageOf = ({ electron }: Shown): Promise<Page> =>
  until('a page', () => electron.windows().find((page) => !page.isClosed()));

/** From the click, when the panel passes it on to the app, to the painted list. */
const clickToPaint = async (shown: Shown): Promise<number> => {
  const before = Date.now();
  await shown.desktop.clickTray();
  const painted = await paintedAt(shown.electron, before);
  return painted - shown.desktop.clickedAt();
};

const hide = async (shown: Shown): Promise<void> => {
  await shown.desktop.clickTray();
  await until('the window to be hidden', async () => !(await isVisible(shown)));
};

/** The median of clicks on a window that was hidden, once `meanwhile` has come about. */
const clicksOf = async (shown: Shown, meanwhile: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  if (!(await isVisible(shown))) await clickToPaint(shown);
  for (let round = 0; round < ROUNDS; round += 1) {
    // One after the other: they measure time.
    // oxlint-disable no-await-in-loop
    await hide(shown);
    await meanwhile();
    times.push(await clickToPaint(shown));
    // oxlint-enable no-await-in-loop
  }
  return median(times);
};

const warmOf = (shown: Shown): Promise<number> => clicksOf(shown, async () => undefined);

const gone = (shown: Shown): Promise<unknown> =>
  until('the page to be gone', () => shown.electron.windows().every((page) => page.isClosed()));

/** Ours destroys its window by itself, which its settings let it do after a second instead of five minutes. */
const coldOf = (shown: Shown): Promise<number> => clicksOf(shown, () => gone(shown));

const bareColdOf = (shown: Shown): Promise<number> =>
  clicksOf(shown, async () => {
    await shown.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    });
    await gone(shown);
  });

const searchOf = async (shown: Shown) => {
  if (!(await isVisible(shown))) await clickToPaint(shown);
  const page = await pageOf(shown);
  const strokes = await keyStrokes(page, WORDS);
  const frames = await scrolling(page, 300);
  return { stroke: median(strokes), frame: Math.max(...frames) };
};

const ours = async <T>(
  count: number,
  settings: string,
  measure: (shown: Shown) => Promise<T>,
): Promise<T> => {
  const stage = await startStage({ config: (text) => text + roles(count), settings });
  try {
    const app = await stage.start();
    await watchPaint(app.electron);
    return await measure({ desktop: stage.desktop, electron: app.electron });
  } finally {
    await stage.stop();
  }
};

const other = async <T>(measure: (shown: Shown) => Promise<T>): Promise<T> => {
  const desktop = await startDesktop({ notifications: false, keychain: false });
  try {
    const app = await launchApp(desktop, { folder: bare, env: { BARE_PAGE: 'yes' } });
    await until('the icon', async () => (await desktop.trayItems()).length === 1);
    await watchPaint(app.electron);
    return await measure({ desktop, electron: app.electron });
  } finally {
    await desktop.stop();
  }
};

/** What waits in the tray, once its window has been destroyed: the package, shown once and hidden. */
const ourMemory = async (): Promise<number> => {
  const stage = await startStage({ config: (text) => text + roles(1000) });
  try {
    const { desktop } = stage;
    mkdirSync(stage.data, { recursive: true, mode: 0o700 });
    // Five minutes are five seconds here; what is left then is the same.
    writeFileSync(join(stage.data, 'settings.ini'), '[window]\nkeep = 5s\n');
    const app = launchPackage(desktop);
    await until('the icon', async () => (await desktop.trayItems()).length === 1);
    const before = familyOf(app.pid).length;
    await desktop.clickTray();
    await until('the page', () => familyOf(app.pid).length > before);
    await until('the focus', async () => (await desktop.activeWindow()) === 'Fobwatch');
    await desktop.clickTray();
    const shown = familyOf(app.pid).length;
    await until('the page to be gone', () => familyOf(app.pid).length < shown, { timeout: 30_000 });
    return await settled(app.pid);
  } finally {
    await stage.stop();
  }
};

const bareMemory = async (): Promise<number> => {
  const desktop = await startDesktop({ notifications: false, keychain: false });
  try {
    // In a folder of its own, as the package has: what other Electrons here share with it would count as theirs.
    const folder = join(bench, 'electron');
    rmSync(folder, { recursive: true, force: true });
    cpSync(dirname(electronExecutable()), folder, { recursive: true, verbatimSymlinks: true });
    const app = desktop.start('bare', [join(folder, 'electron'), ...sandboxArguments(), bare]);
    await until('the icon', async () => (await desktop.trayItems()).length === 1);
    return await settled(app.pid);
  } finally {
    await desktop.stop();
  }
};

/** What a family of processes takes once it has come to rest, MB: the median of looks, the first of which may miss one that is only starting. */
const settled = async (pid: number): Promise<number> => {
  const looks: number[] = [];
  await until(
    'it to rest',
    () => {
      looks.push(pssOf(pid));
      return looks.length >= 20;
    },
    { every: 500, timeout: 30_000 },
  );
  return median(looks);
};

const plain = await other(async (shown) => ({
  warm: await warmOf(shown),
  cold: await bareColdOf(shown),
  search: await searchOf(shown),
}));
const times = {
  warm: await ours(1000, '', warmOf),
  cold: await ours(1000, '[window]\nkeep = 1s\n', coldOf),
};
const search = await ours(5000, '', searchOf);
const memory = { ours: await ourMemory(), bare: await bareMemory() };

/** Bound by how long it takes, ms. */
const within = (name: string, ours: number, other: number, bound: number) => ({
  name,
  ours,
  other,
  ratio: ours / other,
  bound,
  absolute: true,
  met: ours <= bound,
});

const timesMemory = memory.ours / memory.bare;

report('window', [
  within('click to the painted list of 1,000 roles, window kept', times.warm, plain.warm, WARM),
  within(
    'click to the painted list of 1,000 roles, window destroyed',
    times.cold,
    plain.cold,
    COLD,
  ),
  within(
    'key stroke in the search of 5,000 roles to paint, median',
    search.stroke,
    plain.search.stroke,
    KEY,
  ),
  within('longest frame while 5,000 roles are scrolled', search.frame, plain.search.frame, FRAME),
  {
    name: 'memory hidden and idle, beside a bare Electron with a tray',
    unit: 'MB',
    ours: memory.ours,
    other: memory.bare,
    ratio: timesMemory,
    bound: TIMES_MEMORY,
    met: timesMemory <= TIMES_MEMORY,
  },
]);
