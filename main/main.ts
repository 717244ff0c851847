import type { Detail } from '../app/detail.ts';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu } from 'electron';
import { languageFor, learnEvery } from '../app/view/language.ts';
import { speak } from '../app/view/words/say.ts';
import { cannotStartWords } from '../app/view/words/start.ts';
import { dropTrustOverride } from './aws/trust.ts';
import { compose } from './compose.ts';
import { APP_ID } from './desktop/app-id.ts';
import { createEnding } from './ending.ts';
import { FOR_SEARCH, IN_BACKGROUND, launchOf } from './serve/agent/launch.ts';
import { harden } from './desktop/harden.ts';
import { registerScheme } from './desktop/protocol.ts';
import { watchScreenReader } from './desktop/screen-reader.ts';
import { createJournal } from './storage/journal.ts';
import { PRIVATE_FOLDER } from './storage/atomic-file.ts';
import { errorDetail } from './storage/file-error.ts';

// The order matters: shut what must be shut, then the scheme, which Chromium takes note of before `ready` only.
harden();
dropTrustOverride(process.env);
registerScheme();
if (process.platform === 'win32') app.setAppUserModelId(APP_ID);

// The name is the manifest's productName; data folder and keychain items go by it.
const data = join(app.getPath('appData'), app.getName());
/** Makes the folder and takes it for our own; says what is in the way, null when nothing is. */
const openFolder = (): Detail | null => {
  try {
    mkdirSync(data, { recursive: true, mode: PRIVATE_FOLDER });
    chmodSync(data, PRIVATE_FOLDER);
    app.setPath('userData', data);
    // Chromium's own litter in a folder of its own; our pages keep their sessions in memory.
    app.setPath('sessionData', join(data, 'chromium'));
    return null;
  } catch (error) {
    return errorDetail(error);
  }
};
const blocked = openFolder();

const journal = createJournal({
  path: join(data, 'journal.log'),
  now: () => Date.now(),
  stream: (line) => process.stderr.write(line),
});
/** Where something broke, without its message: that may hold anything. */
const noteUnexpected = (error: unknown): void => {
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? (/\n\s*at (.*)/.exec(error.stack ?? '')?.[1] ?? '') : '';
  journal.write({ kind: 'unexpected', facts: { name, at } });
};
process.on('uncaughtException', noteUnexpected);
process.on('unhandledRejection', noteUnexpected);

const live = async (): Promise<void> => {
  // A tray app lives on when its windows close.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  if (process.platform === 'darwin') app.dock?.hide();
  else Menu.setApplicationMenu(null);

  const ending = createEnding({
    stop: () => running.then(({ stop }) => stop()),
    dropWindows: () => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    },
    quit: () => app.quit(),
    failed: noteUnexpected,
  });
  const running = compose({
    built: import.meta.dirname,
    data,
    launch: launchOf(process),
    inBackground: process.argv.includes(IN_BACKGROUND),
    endWith: ending.endWith,
  });
  const show = (): void => {
    void running.then(({ run }) => run({ kind: 'show-popover' }));
  };
  const search = (): void => {
    void running.then(({ run }) => run({ kind: 'show-search' }));
  };
  if (process.argv.includes(FOR_SEARCH)) search();
  app.on('second-instance', (_, argv) => {
    // A helper started it, not a person: nothing comes up.
    if (argv.includes(IN_BACKGROUND)) return;
    if (argv.includes(FOR_SEARCH)) search();
    else show();
  });
  app.on('activate', show);

  app.on('before-quit', ending.asked);
  const { started, isHeldUp } = await running;
  app.on('quit', () => {
    // Everything is done by now, and Node would wait for its threads.
    if (isHeldUp()) process.kill(process.pid, 'SIGKILL');
  });
  if (process.platform === 'linux') {
    const ears = watchScreenReader(() => app.setAccessibilitySupportEnabled(true));
    app.on('quit', () => void ears.then((stop) => stop()));
  }
  // With the icon there the app can be reached and ended: what could not be read is said in its window.
  await started.catch(noteUnexpected);
};

/** Says why and ends: an app without icon and window would run unseen, and answer nobody. */
const giveUp = async (reason: Parameters<typeof cannotStartWords>[0]): Promise<void> => {
  await app.whenReady();
  speak(languageFor(app.getPreferredSystemLanguages()));
  const { title, body } = cannotStartWords(reason);
  dialog.showErrorBox(title, body);
  app.exit(1);
};

const begin = async (): Promise<void> => {
  // What cannot be read of a language is said in English.
  await learnEvery().catch(noteUnexpected);
  if (blocked !== null) return giveUp({ kind: 'folder', path: data, detail: blocked });
  if (!app.requestSingleInstanceLock()) return app.quit();
  try {
    await live();
  } catch (error) {
    noteUnexpected(error);
    await giveUp(null);
  }
};

void begin();
