import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, type Locator, type Page } from '@playwright/test';
import { awsFilesFor } from '../local-aws/aws-files.ts';
import type { Certified } from '../local-aws/certificates.ts';
import { demoWorld } from '../local-aws/demo-world.ts';
import { createLocalAws, type LocalAws } from '../local-aws/server.ts';
import type { World } from '../local-aws/world.ts';
import type { Lifetimes } from '../local-aws/operation.ts';
import { clickOn, launchApp, writeAwsFiles, type App, type AppOptions } from './app.ts';
import { usedBefore } from './desktop-config.ts';
import { startDesktop, type Desktop, type DesktopOptions } from './desktop.ts';
import { borrowDesktop } from './kept-seats.ts';
import { until } from './until.ts';

/** Serial number of ada's device in the demo world. */
export const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';

/** Roles that one code makes ready; `audit-12h` wants a code of its own, `denied-ops` is denied. */
export const SHARED_ROLES = ['dev-readonly', 'partner-billing', 'data-chained', 'prod-admin'];

export type StageOptions = {
  readonly desktop?: DesktopOptions;
  readonly lifetimes?: Lifetimes;
  /** Text of settings.ini, there before the app starts. */
  readonly settings?: string | ((aws: LocalAws, home: string) => string);
  /** In place of the demo world's files; false leaves the file out. */
  readonly config?: (text: string) => string;
  readonly credentials?: ((text: string) => string) | false;
  /** Nobody has used the app in this home yet. */
  readonly firstRun?: boolean;
  readonly env?: AppOptions['env'];
  /** Behind TLS with this certificate. */
  readonly tls?: Certified;
  /** In place of the demo world. */
  readonly world?: World;
  /** What stands beside the app before it starts. */
  readonly beside?: (aws: LocalAws, home: string) => Promise<Beside>;
};

export type Beside = {
  /** Tells the app of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Text behind the config file's. */
  readonly config: string;
  readonly stop: () => Promise<void>;
};

/** A real desktop, the local AWS and the app on them, with what a person does put into words. */
export type Stage = {
  readonly desktop: Desktop;
  readonly aws: LocalAws;
  /** Where the app keeps its own files. */
  readonly data: string;
  readonly files: { readonly config: string; readonly credentials: string };
  app(): App;
  /** Starts the app (again). */
  start(): Promise<App>;
  /** Opens the popover by a real tray click and returns its page. */
  open(): Promise<Page>;
  /** The same, whatever it shows. */
  show(): Promise<Page>;
  page(): Promise<Page>;
  /** Waits until the popover has the focus. */
  focused(): Promise<void>;
  /** Waits until nobody sees the popover. */
  hidden(): Promise<void>;
  code(): string;
  /** Waits until the device shows a code of a step that no code typed before can have spent, and returns it. */
  nextCode(): Promise<string>;
  /** Waits until the step of the device's code has only begun, for what is to happen within it. */
  youngStep(): Promise<void>;
  /** Types the device's code with the keyboard and presses Return, once the field has the focus. */
  typeCode(code?: string): Promise<void>;
  row(id: string): Promise<Locator>;
  /** Waits until a row is in one of these phases. */
  phase(id: string, ...phases: readonly string[]): Promise<void>;
  tooltip(): Promise<string>;
  click(locator: Locator): Promise<void>;
  /** A picture of the whole screen under dist/test/pictures. */
  picture(name: string): Promise<void>;
  stop(): Promise<void>;
};

/** How long a code counts, ms. */
const STEP = 30_000;

/** A code that is typed reaches the app within so many ms, perhaps in the next step, which is the one that is spent. */
const ARRIVES = 5_000;

const pictures = fileURLToPath(new URL('../../dist/test/pictures/', import.meta.url));

export const startStage = async (
  options: StageOptions = {},
  desktopFor: typeof startDesktop = startDesktop,
): Promise<Stage> => {
  const world = options.world ?? demoWorld();
  const aws = await createLocalAws({
    world,
    ...(options.lifetimes === undefined ? {} : { lifetimes: options.lifetimes }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
  const desktop = await desktopFor(options.desktop);
  const texts = awsFilesFor(world, aws.url);
  const { config = (text: string) => text, credentials = (text: string) => text } = options;
  const beside = await options.beside?.(aws, desktop.home);
  const files = writeAwsFiles(desktop, {
    config: config(texts.config) + (beside?.config ?? ''),
    ...(credentials === false ? {} : { credentials: credentials(texts.credentials) }),
  });
  const data = join(desktop.home, '.config', 'Fobwatch');
  if (options.firstRun === true)
    for (const name of Object.keys(usedBefore)) rmSync(join(desktop.home, name));
  if (options.settings !== undefined) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const { settings } = options;
    const text = typeof settings === 'string' ? settings : settings(aws, desktop.home);
    writeFileSync(join(data, 'settings.ini'), text);
  }

  let running: App | undefined;
  let spentStep = -1;
  const app = (): App => {
    if (running === undefined) throw new Error('the app was not started');
    return running;
  };
  const page = (): Promise<Page> => app().window('index.html');
  const code = (): string => {
    const shown = aws.codeFor(DEVICE);
    if (shown === undefined) throw new Error(`no device ${DEVICE}`);
    return shown;
  };
  const stepIn = (ms: number): number => Math.floor((aws.now() + ms) / STEP);
  const nextCode = (): Promise<string> =>
    until('a code that was not spent yet', () => (stepIn(0) > spentStep ? code() : undefined));
  const row = async (id: string): Promise<Locator> =>
    (await page()).locator(`[data-grant="${id}"]`);

  const stage: Stage = {
    desktop,
    aws,
    data,
    files,
    app,
    start: async () => {
      running = await launchApp(desktop, { env: { ...options.env, ...beside?.env } });
      if (options.desktop?.panel !== false)
        await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
      return running;
    },
    page,
    show: async () => {
      await desktop.clickTray();
      await until('the popover to be seen', () => app().isShown('index.html'));
      // In its place and with the focus: a pointer aimed earlier would hit what is behind it.
      await stage.focused();
      return page();
    },
    open: async () => {
      const popover = await stage.show();
      await popover.locator('[data-grant]').first().waitFor();
      return popover;
    },
    focused: async () => {
      await until('the popover to have the focus', () => app().hasFocus('index.html'));
    },
    hidden: async () => {
      await until('the popover to be gone', async () => !(await app().isShown('index.html')));
    },
    code,
    nextCode,
    youngStep: async () => {
      await until('a step that has only begun', () => aws.now() % STEP < STEP / 2);
    },
    typeCode: async (typed) => {
      const text = typed ?? (await nextCode());
      const field = (await page()).getByRole('textbox', { name: 'MFA code' });
      await field.waitFor();
      // The window's focus as well: without it the first key goes elsewhere.
      await until('the window to have the focus', () => app().hasFocus('index.html'));
      await until('the code field to have the focus', () =>
        field.evaluate((element) => element === element.ownerDocument.activeElement),
      );
      await desktop.type(text);
      await desktop.key('Return');
      spentStep = stepIn(ARRIVES);
    },
    row,
    phase: async (id, ...phases) => {
      const locator = await row(id);
      await until(`${id} to be ${phases.join(' or ')}`, async () =>
        phases.includes((await locator.getAttribute('data-phase')) ?? ''),
      );
    },
    tooltip: async () => (await desktop.trayItems())[0]?.tooltip ?? '',
    click: async (locator) => clickOn(desktop, await page(), locator),
    picture: (name) => desktop.screenshot(join(pictures, `${name}.png`)),
    stop: async () => {
      await desktop.stop();
      await beside?.stop();
      await aws.stop();
    },
  };
  return stage;
};

/** Waits until every role is ready that one code makes so. */
export const allShared = async (stage: Stage): Promise<void> => {
  for (const role of SHARED_ROLES) await stage.phase(`role:${role}`, 'fresh');
};

/** The same, and until AWS has said no to the one that it denies: nothing more comes by itself. */
export const allAnswered = async (stage: Stage): Promise<void> => {
  await allShared(stage);
  await stage.phase('role:denied-ops', 'failed');
};

/** The running test's title as a file name. */
const slug = (): string =>
  test
    .info()
    .title.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80);

/** What the app did last, by its own log, which holds no secret: of a test that failed elsewhere nothing else is left. */
const sayJournal = ({ data }: Stage): void => {
  const path = join(data, 'journal.log');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-40) : [];
  process.stdout.write(`${test.info().title}: the journal's end\n${lines.join('\n')}\n`);
};

/**
 * Brings a stage up with the app running, hands it to a test, and takes it down whatever happens. It leaves a picture
 * of the screen as the test left it.
 */
export const onStage = async (
  options: StageOptions,
  play: (stage: Stage) => Promise<void>,
): Promise<void> => {
  const stage = await startStage(options, borrowDesktop);
  try {
    await stage.start();
    await play(stage);
    await stage.picture(`end-of-${slug()}`);
  } catch (error) {
    await stage.picture(`failed-${slug()}`);
    sayJournal(stage);
    throw error;
  } finally {
    await stage.stop();
  }
};
