import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication } from '@playwright/test';
import {
  electronExecutable,
  launchApp,
  launchFromOutside,
  launchPackage,
  sandboxArguments,
} from '../../test/support/app.ts';
import { startDesktop, type Desktop } from '../../test/support/desktop.ts';
import { startStage } from '../../test/support/stage.ts';
import { until } from '../../test/support/until.ts';
import { median, report } from './measure.ts';
import { familyOf, pssOf } from './memory.ts';
import { keyStrokes, scrolling } from './window-page.ts';

// The window as a person meets it, on the real desktop: from the click on the icon to the painted list, key strokes in
// the search, scrolling, and what waiting in the tray costs. Beside it the least an Electron app can be, which a click
// shows a plain page of as many lines. Nothing can look into the package, whose fuses keep it out, so times are of the
// same built app unpackaged, and memory is the package's. Clicks are timed with nobody attached, since whoever looks
// through the inspector takes a part of the time; key strokes and frames are the page's own work.

const ROUNDS = 9;
/** Nobody clicks while a window is still being put away, ms. */
const AT_REST = 1_000;
const WARM = 100;
const COLD = 500;
const KEY = 16;
const FRAME = 50;
const TIMES_MEMORY = 1.3;
const WORDS = ['payments', 'prod', 'billing', 'readonly', 'ledger-stage'];

const root = fileURLToPath(new URL('../..', import.meta.url));
const bare = fileURLToPath(new URL('bare', import.meta.url));
const watched = fileURLToPath(new URL('watched', import.meta.url));
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

/** An app that notes by itself what its windows do (watched/main.mjs), and nobody looking. */
type Watched = {
  readonly desktop: Desktop;
  /** When its list was painted last, ms since 1970; 0: never. */
  readonly paintedAt: () => number;
  /** How often a window was hidden, and went. */
  readonly times: (what: 'hidden' | 'gone') => number;
};

const startWatched = async (
  desktop: Desktop,
  folder: string,
  env: Record<string, string> = {},
): Promise<Watched> => {
  const app = launchFromOutside(desktop, { folder: watched, env: { ...env, WATCHED: folder } });
  await until('the icon', async () => (await desktop.trayItems()).length === 1);
  return {
    desktop,
    paintedAt: () =>
      Number([...app.output().matchAll(/^watched painted (\d+)$/gm)].at(-1)?.[1] ?? 0),
    times: (what) => app.output().split(`watched ${what}\n`).length - 1,
  };
};

/** From the click, when the panel passes it on to the app, to the painted list. */
const clickToPaint = async ({ desktop, paintedAt }: Watched): Promise<number> => {
  const before = paintedAt();
  await desktop.clickTray();
  await until('the list to be painted', () => paintedAt() > before, { every: 50 });
  return paintedAt() - desktop.clickedAt();
};

/** The median of clicks on a window that was hidden, or is gone since; the first click, which makes it, does not count. */
const clicksOf = async (watched: Watched, end: 'hidden' | 'gone'): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    // One after the other: they measure time.
    // oxlint-disable no-await-in-loop
    const took = await clickToPaint(watched);
    if (round > 0) times.push(took);
    const ended = watched.times(end);
    await watched.desktop.clickTray();
    await until(`the window to be ${end}`, () => watched.times(end) > ended, { every: 50 });
    await pause(AT_REST);
    // oxlint-enable no-await-in-loop
  }
  return median(times);
};

type Shown = {
  readonly desktop: Desktop;
  readonly electron: ElectronApplication;
};

const searchOf = async ({ desktop, electron }: Shown) => {
  await desktop.clickTray();
  const page = await until('a page', () => electron.windows().find((one) => !one.isClosed()));
  await page.locator('[data-grant]').nth(5).waitFor();
  const strokes = await keyStrokes(page, WORDS);
  const frames = await scrolling(page, 300);
  return { stroke: median(strokes), frame: Math.max(...frames) };
};

const roleList = (count: number) => ({ config: (text: string) => text + roles(count) });

/** Ours, which destroys a hidden window by itself: its settings let it do so after a second instead of five minutes. */
const ourClicks = async (end: 'hidden' | 'gone'): Promise<number> => {
  const settings = end === 'gone' ? '[window]\nkeep = 1s\n' : '';
  const stage = await startStage({ ...roleList(1000), settings });
  try {
    return await clicksOf(await startWatched(stage.desktop, root), end);
  } finally {
    await stage.stop();
  }
};

const bareClicks = async (end: 'hidden' | 'gone'): Promise<number> => {
  const desktop = await startDesktop({ notifications: false, keychain: false });
  try {
    const env = { BARE_PAGE: end === 'gone' ? 'destroyed' : 'kept' };
    return await clicksOf(await startWatched(desktop, bare, env), end);
  } finally {
    await desktop.stop();
  }
};

const ourSearch = async () => {
  const stage = await startStage({ ...roleList(5000), settings: '' });
  try {
    const { electron } = await stage.start();
    return await searchOf({ desktop: stage.desktop, electron });
  } finally {
    await stage.stop();
  }
};

const bareSearch = async () => {
  const desktop = await startDesktop({ notifications: false, keychain: false });
  try {
    const { electron } = await launchApp(desktop, { folder: bare, env: { BARE_PAGE: 'kept' } });
    await until('the icon', async () => (await desktop.trayItems()).length === 1);
    return await searchOf({ desktop, electron });
  } finally {
    await desktop.stop();
  }
};

/** What waits in the tray, once its window has been destroyed: the package, shown once and hidden. */
const ourMemory = async (): Promise<number> => {
  const stage = await startStage(roleList(1000));
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

const warm = { ours: await ourClicks('hidden'), bare: await bareClicks('hidden') };
const cold = { ours: await ourClicks('gone'), bare: await bareClicks('gone') };
const search = { ours: await ourSearch(), bare: await bareSearch() };
const memory = { ours: await ourMemory(), bare: await bareMemory() };

/** Bound by how long it takes, ms. */
const within = (name: string, took: { ours: number; bare: number }, bound: number) => ({
  name,
  ours: took.ours,
  other: took.bare,
  ratio: took.ours / took.bare,
  bound,
  absolute: true,
  met: took.ours <= bound,
});

const timesMemory = memory.ours / memory.bare;

report('window', [
  within('click to the painted list of 1,000 roles, window kept', warm, WARM),
  within('click to the painted list of 1,000 roles, window destroyed', cold, COLD),
  within(
    'key stroke in the search of 5,000 roles to paint, median',
    { ours: search.ours.stroke, bare: search.bare.stroke },
    KEY,
  ),
  within(
    'longest frame while 5,000 roles are scrolled',
    { ours: search.ours.frame, bare: search.bare.frame },
    FRAME,
  ),
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
