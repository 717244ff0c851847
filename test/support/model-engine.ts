import { foreignDetail, systemDetail } from '../../app/detail.ts';
import { createEngine, type Engine, type Ports } from '../../app/index.ts';
import type {
  CallProblem,
  CredentialSources,
  JournalEntry,
  KeyBook,
  KnownIdentity,
} from '../../app/ports.ts';
import type { LedgerEntry } from '../../app/ledger.ts';
import type { ServedAnswer } from '../../app/serving.ts';
import type { LongTermKey } from '../../app/model.ts';
import type { CodeChoice } from '../../app/devices/code-source.ts';
import type { AccountAlias } from '../../app/session/account-aliases.ts';
import type { KeyOwner } from '../../app/session/key-owners.ts';
import type { MadeDevice } from '../../app/session/device-wizard.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { decodeSetting, defaultSettings, type Settings } from '../../app/settings.ts';
import { everySetting } from '../../app/settings/table.ts';
import type { AppNotice, NoticeAction } from '../../app/view/notices.ts';
import type { SpentStep, WrittenFile } from '../../app/ports-lock.ts';
import type { KeptLock } from '../../app/session/lock.ts';
import type { RoleRow, SessionRow, WindowSnapshot } from '../../app/view/window.ts';
import { noUpdates } from './model-updates.ts';
import { modelBackups } from './model-backups.ts';
import type { Marks } from '../../app/marks-file.ts';
import { createModelAws, type ModelAws } from './model-aws.ts';
import { modelIamChanges } from './model-iam-changes.ts';
import { createModelClock, settle, type ModelClock } from './model-clock.ts';

/** What survives a restart: the keychain, the sealed copy, the list of identities. */
export type Disk = {
  keys: Map<string, LongTermKey>;
  known: readonly KnownIdentity[];
  sealed: Secret | null;
  plans: KeyBook;
  devices: readonly MadeDevice[];
  owners: readonly (KeyOwner & { readonly accessKeyId: string })[];
  aliases: readonly AccountAlias[];
  codes: readonly CodeChoice[];
  seeds: Map<string, Secret>;
  /** The file of the trial. */
  trial: string | null;
  marks: Marks | null;
  lock: KeptLock | null;
  steps: readonly SpentStep[];
  written: readonly WrittenFile[];
};

export const emptyDisk = (): Disk => ({
  keys: new Map(),
  known: [],
  sealed: null,
  plans: { rotations: [], created: [] },
  devices: [],
  owners: [],
  aliases: [],
  codes: [],
  seeds: new Map(),
  trial: null,
  marks: null,
  lock: null,
  steps: [],
  written: [],
});

/** The console's endpoint and the browser: what they were sent, and what they answer instead. */
export type ModelBrowser = {
  readonly requests: { readonly url: string; readonly body: string }[];
  answer: Result<Secret, CallProblem> | null;
  readonly opened: {
    readonly url: string;
    readonly command: string | null;
    readonly name: string;
  }[];
  refuses: string | null;
};

export type ModelEndpoint = {
  readonly ask: (program: string | null) => ServedAnswer;
  open: boolean;
};

export type Model = {
  readonly engine: Engine;
  readonly clock: ModelClock;
  readonly aws: ModelAws;
  readonly disk: Disk;
  readonly notices: {
    readonly notice: AppNotice;
    readonly click: () => void;
    readonly act: (action: NoticeAction) => void;
    /** Whether it was taken back. */
    withdrawn: boolean;
  }[];
  readonly journal: JournalEntry[];
  readonly ledger: LedgerEntry[];
  /** Container endpoints, in the order they were opened; `ask` is what a program that fetches gets. */
  readonly endpoints: ModelEndpoint[];
  readonly clipboard: { text: string };
  /** Files that commands name, by path. */
  readonly saved: Map<string, string>;
  readonly popover: { shown: number };
  /** Whether the device wizard's window is there. */
  readonly wizard: { open: boolean };
  readonly browser: ModelBrowser;
  snapshot(): WindowSnapshot;
  role(name: string): RoleRow;
  session(name: string): SessionRow;
  /** Types the device's code of this moment for an identity. */
  enterCode(identity?: string): Promise<void>;
  writeConfig(text: string): Promise<void>;
  /** The AWS files as they are now. */
  readonly files: { config: string; credentials: string };
};

export const NOON = 1_800_000_000_000;

export const ADA_FILES = `
[profile ada]
region = eu-central-1
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile dev]
role_arn = arn:aws:iam::111122223333:role/dev
source_profile = ada
[profile ops]
role_arn = arn:aws:iam::444455556666:role/ops
source_profile = ada
external_id = partner-7
[profile audit]
role_arn = arn:aws:iam::111122223333:role/audit
source_profile = ada
duration_seconds = 43200
[profile data]
role_arn = arn:aws:iam::777788889999:role/data
source_profile = dev
`;

export const ADA_KEY = `
[ada]
aws_access_key_id = AKIAMODEL00000000001
aws_secret_access_key = model-long-term-secret-0123456789abcdefg
`;

/** A machine where nothing outside the files hands out anything. */
const noSources: CredentialSources = {
  environment: 'none',
  read: async ({ kind }) =>
    fail({
      source: kind,
      cause: { kind: 'unreachable', host: 'source.test', code: 'ECONNREFUSED' },
    }),
};

/** An engine on model ports, started; its clock moves only when the test says so. */
export const startModel = async (
  options: {
    readonly config?: string;
    readonly credentials?: string;
    readonly settings?: Partial<Settings>;
    readonly disk?: Disk;
    /** Files that commands name, from an earlier run. */
    readonly saved?: Map<string, string>;
    readonly clock?: ModelClock;
    readonly aws?: ModelAws;
    readonly noKeychain?: boolean;
    readonly sources?: CredentialSources;
    readonly globalShortcut?: Ports['globalShortcut'];
    /** Called before the engine has started. */
    readonly begun?: (engine: Engine) => void;
    /** Puts something else in the place of a port. */
    readonly ports?: (ports: Ports) => Ports;
  } = {},
): Promise<Model> => {
  const clock = options.clock ?? createModelClock(NOON);
  const aws = options.aws ?? createModelAws(clock.now);
  const disk = options.disk ?? emptyDisk();
  const files = {
    config: options.config ?? ADA_FILES,
    credentials: options.credentials ?? ADA_KEY,
  };
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let filesChanged = (): void => undefined;
  let leads = new Map<string, number>();
  const notices: Model['notices'] = [];
  const journal: JournalEntry[] = [];
  const ledger: LedgerEntry[] = [];
  const endpoints: ModelEndpoint[] = [];
  const clipboard = { text: '' };
  const saved = options.saved ?? new Map<string, string>();
  const popover = { shown: 0 };
  const wizard = { open: false };
  const browser: ModelBrowser = { requests: [], answer: null, opened: [], refuses: null };
  let ours: string | null = null;
  const missing = {
    ok: false,
    failure: { backend: 'model keychain', detail: foreignDetail('not running') },
  } as const;

  const ports: Ports = {
    clock,
    random: () => 0.5,
    sts: aws.sts,
    iam: aws.iam,
    iamChanges: modelIamChanges,
    stsOperations: aws.stsOperations,
    federation: {
      getSigninToken: async ({ url, body }) => {
        browser.requests.push({ url, body: reveal(body) });
        return browser.answer ?? ok(secret('model-signin-token'));
      },
    },
    credentialFiles: {
      read: async (path) => {
        const text = saved.get(path);
        return text === undefined
          ? fail({ path, detail: systemDetail('ENOENT') })
          : ok(secret(text));
      },
      write: async (path, text) => {
        saved.set(path, reveal(text));
        return ok(null);
      },
      isAnyOf: async (path, files) => files.includes(path),
    },
    updates: noUpdates,
    machine: {
      look: async () => ({
        permissions: [],
        trayHost: true,
        variables: [],
        deadSockets: [],
        journal: {},
        about: { version: 'model' },
      }),
    },
    assertions: { read: async () => fail({ kind: 'flaw', flaw: 'empty' }) },
    network: {
      use: () => undefined,
      probe: async () => undefined,
      keepPassword: async () => ok(null),
    },
    credentialSources: options.sources ?? noSources,
    vault: {
      probe: async () => (options.noKeychain ? missing : ok({ backend: 'model keychain' })),
      read: async (identity) =>
        options.noKeychain ? missing : ok(disk.keys.get(identity) ?? null),
      store: async (identity, key) => {
        if (options.noKeychain) return missing;
        disk.keys.set(identity, key);
        return ok(null);
      },
      remove: async (identity) => {
        disk.keys.delete(identity);
        return ok(null);
      },
    },
    identities: {
      load: async () => ok(disk.known),
      save: async (known) => {
        disk.known = known;
        return ok(null);
      },
    },
    keyPlans: {
      load: async () => ok(disk.plans),
      save: async (book) => {
        disk.plans = book;
        return ok(null);
      },
    },
    codeChoices: {
      load: async () => ok(disk.codes),
      save: async (codes) => {
        disk.codes = codes;
        return ok(null);
      },
    },
    codeSources: {
      readSeed: async (identity) => ok(disk.seeds.get(identity) ?? null),
      storeSeed: async (identity, seed) => {
        disk.seeds.set(identity, seed);
        return ok(null);
      },
      removeSeed: async (identity) => {
        disk.seeds.delete(identity);
        return ok(null);
      },
      run: async (command) =>
        fail({ program: command, cause: 'not-started', detail: systemDetail('ENOENT') }),
    },
    keyOwners: {
      load: async () => ok(disk.owners),
      save: async (owners) => {
        disk.owners = owners;
        return ok(null);
      },
    },
    accountAliases: {
      load: async () => ok(disk.aliases),
      save: async (aliases) => {
        disk.aliases = aliases;
        return ok(null);
      },
    },
    madeDevices: {
      load: async () => ok(disk.devices),
      save: async (devices) => {
        disk.devices = devices;
        return ok(null);
      },
    },
    sealed: {
      path: '/home/ada/.local/share/fobwatch/sessions.sealed',
      load: async () => ok(disk.sealed),
      save: async (text) => {
        disk.sealed = text;
        return ok(null);
      },
      remove: async () => {
        disk.sealed = null;
        return ok(null);
      },
    },
    spentSteps: {
      load: async () => ok(disk.steps),
      save: async (steps) => {
        disk.steps = steps;
        return ok(null);
      },
    },
    lockKeeping: {
      load: async () => ok(disk.lock),
      save: async (lock) => {
        disk.lock = lock;
        return ok(null);
      },
      remove: async () => {
        disk.lock = null;
        return ok(null);
      },
      letGo: () => undefined,
    },
    presence: {
      watch: () => () => undefined,
      idleFor: async () => null,
      askFinger: async () => false,
    },
    writtenFiles: {
      load: async () => ok(disk.written),
      save: async (files) => {
        disk.written = files;
        return ok(null);
      },
    },
    awsFileEditor: {
      // As a file on a disk: nobody else writes, and the watcher tells afterwards.
      edit: async (path, change, { backup }) => {
        const kind = path.endsWith('config') ? 'config' : 'credentials';
        const isShared = path === `/home/ada/.aws/${kind}`;
        const before = isShared ? files[kind] : (saved.get(path) ?? '');
        const changed = change(secret(before));
        if (!changed.ok) return fail({ kind: 'refused', refusal: changed.failure });
        const after = reveal(changed.value);
        if (isShared) files[kind] = after;
        else if (after !== '' || saved.has(path)) saved.set(path, after);
        if (isShared && after !== before) filesChanged();
        const kept = backup && before !== '' && after !== before;
        if (kept) saved.set(`${path}~`, before);
        return ok({
          path,
          before: secret(before),
          after: changed.value,
          backup: kept ? `${path}~` : null,
        });
      },
    },
    backups: modelBackups(saved),
    awsFiles: {
      read: async () => ({
        config: { path: '/home/ada/.aws/config', text: secret(files.config), problem: null },
        credentials: {
          path: '/home/ada/.aws/credentials',
          text: secret(files.credentials),
          problem: null,
        },
      }),
      watch: (changed) => {
        filesChanged = changed;
        return () => undefined;
      },
      use: () => undefined,
    },
    settings: {
      path: '/home/ada/.config/Fobwatch/settings.ini',
      load: async () => ({ settings, leads, uncheckedEndpoints: [], problems: [] }),
      write: async (values, changedLeads) => {
        leads = new Map(leads);
        for (const [name, seconds] of changedLeads)
          if (seconds === null) leads.delete(name);
          else leads.set(name, seconds);
        const before = settings;
        settings = everySetting((name) => {
          const text = values.get(name);
          if (text === undefined) return before[name];
          const decoded = text === null ? null : decodeSetting(name, text);
          return decoded?.ok === true ? decoded.value : defaultSettings[name];
        });
        return ok(null);
      },
      watch: () => () => undefined,
    },
    clipboard: {
      write: async (text) => {
        ours = reveal(text);
        clipboard.text = ours;
        return ok(null);
      },
      place: async (text) => {
        ours = null;
        clipboard.text = text;
        return ok(null);
      },
      clearIfOurs: async () => {
        if (clipboard.text !== ours) return ok('not-ours');
        clipboard.text = '';
        return ok('cleared');
      },
    },
    browser: {
      open: async (url, how) => {
        browser.opened.push({ url: reveal(url), ...how });
        return browser.refuses === null ? ok(null) : fail(systemDetail(browser.refuses));
      },
    },
    notifier: {
      show: (notice, click, act) => notices.push({ notice, click, act, withdrawn: false }),
      withdraw: (key) => {
        for (const shown of notices) if (shown.notice.key === key) shown.withdrawn = true;
      },
    },
    globalShortcut: options.globalShortcut ?? { use: () => ok(null) },
    desktop: {
      showPopover: () => {
        popover.shown += 1;
      },
      hidePopover: () => undefined,
      openKeyForm: () => undefined,
      closeKeyForm: () => undefined,
      openDeviceWizard: () => {
        wizard.open = true;
      },
      closeDeviceWizard: () => {
        wizard.open = false;
      },
      openPath: () => undefined,
      quit: () => undefined,
    },
    settingsExchange: {
      write: async (path) => fail({ kind: 'exists', path }),
      read: async (path) => fail({ kind: 'file', path, detail: systemDetail('ENOENT') }),
    },
    loginStart: {
      path: null,
      read: async () => ({ kind: 'off' }),
      set: async () => ok(null),
      watch: () => () => undefined,
    },
    appearance: { use: () => undefined },
    journal: { write: (entry) => journal.push(entry), use: () => undefined },
    marks: {
      load: async () => ok(disk.marks),
      save: async (marks) => {
        disk.marks = marks;
        return ok(null);
      },
    },
    trialFile: {
      path: '/home/ada/.config/Fobwatch/trial.json',
      read: async () => ok(disk.trial),
      write: async (text) => {
        disk.trial = text;
        return ok(null);
      },
      remove: async () => {
        disk.trial = null;
        return ok(null);
      },
    },
    containerEndpoints: {
      open: async (ask) => {
        const endpoint: ModelEndpoint = { ask, open: true };
        endpoints.push(endpoint);
        return ok({
          url: secret(`http://127.0.0.1:${40_000 + endpoints.length}/model-path`),
          token: secret(`model-endpoint-token-${endpoints.length}`),
          close: () => {
            endpoint.open = false;
          },
        });
      },
    },
    ledger: {
      write: (entry) => ledger.push(entry),
      read: async (most, of) =>
        ok(ledger.filter(({ target }) => of === undefined || target === of).slice(-most)),
    },
    host: {
      user: 'ada',
      host: 'laptop',
      shell: 'bash',
      environment: {},
      languages: ['en-GB'],
      helper: '/home/ada/.config/Fobwatch/bin/fobwatch',
    },
    platform: 'linux',
  };
  const engine = createEngine(options.ports?.(ports) ?? ports);
  const started = engine.start();
  options.begun?.(engine);
  await started;
  await settle();

  const found = <T>(thing: T | undefined, name: string): T => {
    if (thing === undefined) throw new Error(`no row named ${name}`);
    return thing;
  };
  return {
    engine,
    clock,
    aws,
    disk,
    notices,
    journal,
    ledger,
    endpoints,
    clipboard,
    saved,
    files,
    popover,
    wizard,
    browser,
    snapshot: () => engine.snapshot(),
    role: (name) =>
      found(
        engine
          .snapshot()
          .groups.flatMap(({ rows }) => rows)
          .find((row) => row.name === name),
        name,
      ),
    session: (name) =>
      found(
        engine.snapshot().sessions.find((row) => row.identity === name),
        name,
      ),
    enterCode: async (identity = 'ada') => {
      engine.run({ kind: 'submit-code', identity, code: aws.code() });
      await settle();
      await settle();
    },
    writeConfig: async (text) => {
      files.config = text;
      filesChanged();
      await settle();
    },
  };
};
