import { statSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { dirname, join } from 'node:path';
import electron, {
  app,
  clipboard,
  globalShortcut,
  nativeTheme,
  powerMonitor,
  session,
  shell,
  systemPreferences,
} from 'electron';
import type { Command } from '../app/contract.ts';
import { createEngine } from '../app/engine.ts';
import { languageFor } from '../app/view/language.ts';
import { staysOpen } from '../app/view/stays-open.ts';
import { speak } from '../app/view/words/say.ts';
import {
  keyFormWords,
  noticeActionWords,
  noticeWords,
  unreadyWords,
  wizardWords,
} from '../app/view/words.ts';
import { createFederation } from './aws/federation.ts';
import { createIam } from './aws/iam.ts';
import { createIamChanges } from './aws/iam-changes.ts';
import { createNetwork } from './aws/network.ts';
import { createStsOperations } from './aws/sts-operations.ts';
import { createCredentialSources } from './aws/sources/sources.ts';
import { createSts } from './aws/sts.ts';
import { createAppearance } from './desktop/appearance.ts';
import { createAssertions } from './desktop/assertions.ts';
import { createBrowser } from './desktop/browser.ts';
import { createClipboard } from './desktop/clipboard.ts';
import { runCodeCommand } from './desktop/code-command.ts';
import { createClock } from './desktop/clock.ts';
import {
  createFormWindow,
  DEVICE_WIZARD_SESSION,
  KEY_FORM_SESSION,
} from './desktop/form-window.ts';
import { createLoginStart } from './desktop/login-start.ts';
import { createGlobalShortcut, hasGlobalKeys } from './desktop/global-shortcut.ts';
import { hostFacts, platformOf } from './desktop/host.ts';
import { createIconOrWindow } from './desktop/icon-or-window.ts';
import { createMachine } from './desktop/machine.ts';
import { createNotifier, offersActions } from './desktop/notifier.ts';
import { createPresence } from './desktop/presence.ts';
import { pages } from './desktop/origin.ts';
import { createPopover, POPOVER_SESSION } from './desktop/popover.ts';
import { serveRenderer } from './desktop/protocol.ts';
import { shownSeed } from './desktop/shown-seed.ts';
import { watchTrayHost } from './desktop/tray-host.ts';
import { trimMemory } from './desktop/trim-memory.ts';
import { createTrayIcon } from './desktop/tray.ts';
import { updatesOf } from './desktop/updates-here.ts';
import { createWindowPlace } from './desktop/window-place.ts';
import { openIpc } from './ipc.ts';
import { createPaced } from './paced.ts';
import { createAgent } from './serve/agent/agent.ts';
import { createHolds } from './serve/agent/holds.ts';
import { openAgent } from './serve/agent/open-agent.ts';
import { socketPath } from './serve/agent/place.ts';
import { createContainerEndpoints } from './serve/container.ts';
import { createAwsFileEditor } from './storage/aws-file-editor.ts';
import { createAwsFiles } from './storage/aws-files.ts';
import { createBackups } from './storage/backups.ts';
import { createClipboardMark } from './storage/clipboard-mark.ts';
import { createCredentialFiles } from './storage/credential-files.ts';
import { createIdentityList } from './storage/identity-list.ts';
import { createJournal } from './storage/journal.ts';
import { createListFiles } from './storage/list-file.ts';
import { createLedger } from './storage/ledger.ts';
import { createLockKeeping } from './storage/lock-file.ts';
import { createKeyPlans } from './storage/key-plans.ts';
import { createKeychain } from './storage/keychain.ts';
import { createSealedStore } from './storage/sealed-store.ts';
import { createMarksFile } from './storage/marks-file.ts';
import { createTrialFile } from './storage/trial-file.ts';
import { createWrittenFiles } from './storage/written-files.ts';
import { createSettingsExchange } from './storage/settings-exchange.ts';
import { createSettingsFile } from './storage/settings-file.ts';

/** How long the keychain may take, in ms: its prompt waits for a person to type a password. */
const KEYCHAIN_PATIENCE = 60_000;

/** From one picture of the tray and the window to the next, in ms, at least. */
const BETWEEN_PICTURES = 40;

export type Running = {
  readonly run: (command: Command) => void;
  /** Resolves when everything was read once. A keychain that asks for a password takes its time, so nobody waits here. */
  readonly started: Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether a thread still waits for the keychain: the process would then wait with it, perhaps for ever. */
  readonly isHeldUp: () => boolean;
};

/**
 * The one place where the core meets the outside: every port gets its adapter, every listener its source. The tray
 * comes first and nothing slow before it. Returns what a second launch does, and the end of it all.
 */
export const compose = async (places: {
  /** The built app: preload, renderer, icons. */
  readonly built: string;
  /** Where the app's own files are. */
  readonly data: string;
  /** The program and arguments that start the app. */
  readonly launch: readonly string[];
  /** Nobody waits for a window: a login or a helper started it. */
  readonly inBackground: boolean;
  /** Ends the app as a quit does, for what is called then to take over. */
  readonly endWith: (last: () => void) => void;
}): Promise<Running> => {
  const { built, data, launch, inBackground } = places;
  const platform = platformOf(process.platform);
  const preload = join(built, 'preload.cjs');
  const icon = join(built, 'icons', 'app-64.png');

  const uid = process.getuid?.() ?? null;
  /** Whether something shows the icon; null: this system always does. */
  const trayHost: { shown: boolean | null } = { shown: null };

  const clock = createClock();
  const journalPath = join(data, 'journal.log');
  const journal = createJournal({
    path: journalPath,
    now: clock.now,
    stream: (line) => process.stderr.write(line),
  });
  const keychain = createKeychain({
    library: async () => (await import('keytar')).default,
    service: app.getName(),
    platform,
    patience: KEYCHAIN_PATIENCE,
    cameBack: () => run({ kind: 'retry-vault' }),
  });
  journal.write({
    kind: 'started',
    facts: { version: app.getVersion(), electron: process.versions.electron, platform },
  });

  const run = (command: Command): void => engine.run(command);
  const runFromMenu = (command: Command): void => engine.run(command, 'menu');
  const tray = createTrayIcon({
    platform,
    desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
    folder: join(built, 'icons', 'tray'),
    view: () => engine.tray(),
    wantedIcon: () => engine.settings().trayIcon,
    run: runFromMenu,
    clicked: () => {
      const wanted = popover.clicked();
      if (wanted !== 'nothing') run({ kind: `${wanted}-popover` });
    },
  });
  const place = createWindowPlace(join(data, 'window.json'));
  const popover = createPopover({
    preload,
    icon,
    place,
    clock,
    keptFor: () => engine.settings().windowKept,
    trayBounds: tray.bounds,
    staysOnBlur: () => staysOpen(engine.state(), engine.now()),
    begins: (contents) => ipc.begins(contents),
    seen: (contents) => ipc.seen(contents),
    spared: trimMemory,
    journal,
  });
  const keyForm = createFormWindow({
    session: KEY_FORM_SESSION,
    page: pages.keyForm,
    title: () => keyFormWords.title,
    height: 560,
    preload,
    icon,
    closed: () => run({ kind: 'close-key-form' }),
    journal,
  });
  const deviceWizard = createFormWindow({
    session: DEVICE_WIZARD_SESSION,
    page: pages.device,
    title: () => wizardWords.title,
    height: 640,
    preload: join(built, 'preload-device.cjs'),
    icon,
    closed: () => run({ kind: 'leave-device-wizard' }),
    journal,
  });

  const host = hostFacts(process.env, data, platform);
  // Until settings.ini was read and says otherwise.
  speak(languageFor(host.languages));
  const { network, lines, letGo } = createNetwork({
    environment: host.environment,
    askSystem: (url) => session.defaultSession.resolveProxy(url),
    vault: keychain,
  });
  const ledger = createLedger({ path: join(data, 'ledger.jsonl'), journal });
  const credentialFiles = createCredentialFiles({ home: homedir() });
  const engine = createEngine({
    clock,
    random: () => Math.random(),
    sts: createSts(lines),
    stsOperations: createStsOperations(lines),
    iam: createIam(lines),
    iamChanges: createIamChanges(lines),
    federation: createFederation(lines),
    network,
    credentialSources: createCredentialSources({ variables: process.env }),
    vault: keychain,
    identities: createIdentityList({ path: join(data, 'identities.json'), journal }),
    keyPlans: createKeyPlans({ path: join(data, 'keys.json'), journal }),
    ...createListFiles(data),
    codeSources: { ...keychain, run: runCodeCommand },
    sealed: createSealedStore({
      path: join(data, 'sessions.sealed'),
      sealingKey: keychain.sealingKey,
    }),
    lockKeeping: createLockKeeping(join(data, 'lock.json'), [keychain.letGo, letGo]),
    presence: createPresence({
      platform,
      env: process.env,
      monitor: powerMonitor,
      preferences: systemPreferences,
    }),
    writtenFiles: createWrittenFiles({ path: join(data, 'written-files.json'), journal }),
    awsFiles: createAwsFiles({ env: process.env, home: homedir() }),
    awsFileEditor: createAwsFileEditor({ home: homedir(), journal }),
    credentialFiles,
    machine: createMachine({
      env: process.env,
      uid,
      data,
      socketFolder:
        platform === 'win32'
          ? null
          : dirname(socketPath({ env: process.env, uid, data, name: app.getName() })),
      journal: journalPath,
      now: clock.now,
      trayHost: () => trayHost.shown,
      about: {
        version: app.getVersion(),
        electron: process.versions.electron,
        system: `${process.platform} ${release()}`,
        desktop: process.env['XDG_CURRENT_DESKTOP'] ?? 'unknown',
      },
    }),
    assertions: createAssertions({ files: credentialFiles, clipboard }),
    backups: createBackups({ sealingKey: keychain.sealingKey }),
    settings: createSettingsFile({ path: join(data, 'settings.ini'), now: clock.now }),
    settingsExchange: createSettingsExchange({ home: homedir() }),
    loginStart: createLoginStart({ app, platform, env: process.env, home: homedir(), launch }),
    appearance: createAppearance(nativeTheme),
    clipboard: createClipboard({
      system: clipboard,
      item: electron.ClipboardItem,
      platform,
      mark: createClipboardMark({ path: join(data, 'clipboard.json'), journal }),
    }),
    browser: createBrowser({ openExternal: (url) => shell.openExternal(url) }),
    notifier: createNotifier({
      library: electron.Notification,
      words: (notice) => noticeWords(notice, Date.now()),
      actionWords: noticeActionWords,
      icon,
      buttons: offersActions(process.platform, process.versions.electron),
    }),
    globalShortcut: createGlobalShortcut({
      library: globalShortcut,
      possible: hasGlobalKeys(platform, process.env),
    }),
    desktop: {
      showPopover: popover.show,
      hidePopover: popover.hide,
      openKeyForm: keyForm.open,
      closeKeyForm: keyForm.close,
      openDeviceWizard: deviceWizard.open,
      closeDeviceWizard: deviceWizard.close,
      openPath: (path) => {
        void shell.openPath(path).then((problem) => {
          if (problem !== '') journal.write({ kind: 'path-not-opened', facts: { path } });
        });
      },
      quit: () => app.quit(),
    },
    journal,
    ledger,
    updates: updatesOf(data, places.endWith, journal),
    marks: createMarksFile({ path: join(data, 'marks.json'), journal }),
    trialFile: createTrialFile(join(data, 'trial.json')),
    containerEndpoints: createContainerEndpoints({
      words: (unready) => unreadyWords(unready, clock.now()),
    }),
    host,
    platform,
  });

  for (const name of [POPOVER_SESSION, KEY_FORM_SESSION, DEVICE_WIZARD_SESSION]) {
    serveRenderer(session.fromPartition(name), join(built, 'renderer'));
  }
  const ipc = openIpc({
    windows: () =>
      [popover.contents(), keyForm.contents(), deviceWizard.contents()].filter(
        (contents) => contents !== null,
      ),
    seenWindows: () =>
      [
        popover.isSeen() ? popover.contents() : null,
        keyForm.contents(),
        deviceWizard.contents(),
      ].filter((contents) => contents !== null),
    seedWindow: deviceWizard.contents,
    seed: () => shownSeed(engine.deviceSeed()),
    snapshot: engine.snapshot,
    revision: engine.revision,
    run,
    journal,
  });
  // A thousand roles answer within seconds; whoever looks sees no more than this many pictures anyway.
  const pictures = createPaced(() => {
    tray.update();
    popover.reconsider();
    ipc.changed();
  }, BETWEEN_PICTURES);
  const unsubscribe = engine.subscribe(pictures.ask);

  const holds = createHolds();
  const agent = openAgent({
    platform,
    env: process.env,
    uid,
    data,
    helper: host.helper,
    name: app.getName(),
    launch,
    answer: createAgent(
      {
        engine,
        ledger,
        version: app.getVersion(),
        released: statSync(join(built, 'main.mjs')).mtime.toISOString().slice(0, 10),
        journalPath,
      },
      holds,
    ),
    hold: holds.take,
    journal,
  });

  const onResume = (): void => engine.wake('resume');
  const onUnlock = (): void => engine.wake('unlock');
  powerMonitor.on('resume', onResume);
  powerMonitor.on('unlock-screen', onUnlock);

  const reach = createIconOrWindow({ tray, popover, clock, inBackground, journal });
  const stopHost =
    platform === 'linux'
      ? await watchTrayHost((host) => {
          journal.write({ kind: 'tray-host', facts: { present: host !== null } });
          trayHost.shown = host !== null;
          reach.hosted(host);
        })
      : () => undefined;
  if (platform !== 'linux') tray.create();

  return {
    run,
    started: engine.start(),
    isHeldUp: keychain.owes,
    stop: async () => {
      stopHost();
      reach.stop();
      powerMonitor.removeListener('resume', onResume);
      powerMonitor.removeListener('unlock-screen', onUnlock);
      popover.hide();
      await Promise.all([agent.stop(), engine.stop(), place.settled()]);
      unsubscribe();
      pictures.stop();
      ipc.stop();
      tray.stop();
      keyForm.close();
      deviceWizard.close();
      popover.destroy();
    },
  };
};
