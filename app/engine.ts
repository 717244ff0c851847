import type { Command } from './contract.ts';
import { createAssertionReading } from './engine/assertions.ts';
import { createCallQueue } from './engine/call-queue.ts';
import { createCalls } from './engine/calls.ts';
import { createCodes } from './engine/codes.ts';
import { createConnection } from './engine/connection.ts';
import { createCopying } from './engine/copying.ts';
import { createEditingProfiles, createListing } from './engine/editing-profiles.ts';
import { createDeciding } from './engine/deciding.ts';
import { createDevices } from './engine/devices.ts';
import { createOutside } from './engine/sources.ts';
import type { Engine } from './engine/engine-type.ts';
import { emptySources, type Core, type Ports } from './engine/core.ts';
import { createIamAccess } from './engine/iam-access.ts';
import { createIdentities } from './engine/identities.ts';
import { createLearning } from './engine/learning.ts';
import { createLab } from './engine/lab.ts';
import { createMarking } from './engine/marking.ts';
import { createLettingGo } from './engine/letting-go.ts';
import { createLooking } from './engine/looking.ts';
import { createNoticing } from './engine/noticing.ts';
import { createOperations } from './engine/operations.ts';
import { createDispatch } from './engine/dispatch.ts';
import { createDoctor } from './engine/doctor.ts';
import { createGuarding } from './engine/guarding.ts';
import { createHanding } from './engine/handing.ts';
import { createOwnedSections } from './engine/owned-sections.ts';
import { createFirstRun } from './engine/first-run.ts';
import { createHalting } from './engine/halting.ts';
import { createKeys } from './engine/keys.ts';
import { createLocking } from './engine/lock.ts';
import { createPreferences } from './engine/preferences.ts';
import { createReadingFiles } from './engine/reading-files.ts';
import { createWatchingPresence } from './engine/presence.ts';
import { createRotations } from './engine/rotations.ts';
import { createPacing } from './engine/pacing.ts';
import { createPlainKeys } from './engine/plain-keys.ts';
import { createPersistence } from './engine/persistence.ts';
import { createProbingVault } from './engine/probing-vault.ts';
import { createServing } from './engine/serving.ts';
import { createShowingGrants } from './engine/showing-grants.ts';
import { createShowingLedger } from './engine/showing-ledger.ts';
import { createSigningIn } from './engine/signing-in.ts';
import { createTelling } from './engine/telling.ts';
import { createTimekeeping } from './engine/timekeeping.ts';
import { createWaiting } from './engine/waiting.ts';
import type { Asker } from './session/asker.ts';
import { createWanting } from './engine/wanting.ts';
import { grantId, type Instant } from './model.ts';
import { isLocked } from './session/lock.ts';
import { progressOf } from './session/progress.ts';
import { emptyState } from './session/empty-state.ts';
import { createTime } from './session/time.ts';
import { nextWakeup } from './session/wakeups.ts';
import { createStore } from './store.ts';
import { statusOf } from './view/status.ts';
import { trayView } from './view/tray-view.ts';
import { windowSnapshot } from './view/snapshot.ts';

export type { Ports } from './engine/core.ts';
export type { Engine } from './engine/engine-type.ts';

const nothing = (): void => undefined;

/**
 * The one engine: commands and wake-ups go in, the state decides (credentials/plan), calls are made, outcomes go
 * back into the state, and one wake-up is armed for the next thing that falls due.
 */
export const createEngine = (ports: Ports): Engine => {
  const time = createTime(ports.clock);
  const store = createStore(emptyState);
  const sources = emptySources();
  const listeners = new Set<() => void>();
  let revision = 0;
  let running = false;
  let ended = false;
  let disarm = nothing;
  let unwatch: readonly (() => void)[] = [];

  const tell = (): void => {
    revision += 1;
    for (const listener of listeners) listener();
  };
  store.subscribe(tell);

  const { look, goOn, looked } = createLooking({
    isRunning: () => running,
    isQueueEmpty: () => queue.isEmpty(),
    size: () => store.state().grants.size,
    all: () => step(),
    next: () => nextStep(),
  });

  const pacing = createPacing(ports.clock);
  const base = { ports, store, time, wallet: new Map(), pacing, look, goOn } satisfies Omit<
    Core,
    'learnTime'
  >;
  const timekeeping = createTimekeeping(base, () => codes.reckonAnew());
  const core: Core = { ...base, learnTime: timekeeping.learn };
  const decideNow = createDeciding(core);
  const persistence = createPersistence(core);
  const keys = createKeys(core, sources);
  const outside = createOutside(core);
  const calls = createCalls(core, keys, outside, persistence);
  const queue = createCallQueue(core, calls);
  const codes = createCodes(core, keys, calls, persistence);
  const handing = createHanding(core);
  const copying = createCopying(core, handing);
  const connection = createConnection(core, keys);
  const wanting = createWanting(core);
  const guarding = createGuarding(core, wanting, run);
  const owned = createOwnedSections(core, sources, handing, guarding);
  const assertions = createAssertionReading(core);
  const operations = createOperations(
    core,
    keys,
    outside,
    handing,
    owned,
    createEditingProfiles(core, sources, owned),
    persistence,
    assertions,
    codes,
    wanting.wantFor,
  );
  const waiting = createWaiting(core, wanting);
  const signingIn = createSigningIn(core, handing, waiting, copying);
  const telling = createTelling(core, keys);
  const serving = createServing(core, handing, copying, wanting, guarding, run);
  const noticing = createNoticing(core, persistence, run);
  const halting = createHalting(core, calls, operations, persistence);
  const marking = createMarking(core);
  const { dropEnded, dropOrphans } = createLettingGo(core, persistence);
  const list = createListing(core, sources);
  const learning = createLearning(core, persistence);
  const { rebuild, readFiles } = createReadingFiles(core, sources, {
    rebuilt: () => {
      list();
      dropOrphans();
      learning.keep();
    },
    read: ({ text, path }) => owned.found(text, path),
  });

  const iamAccess = createIamAccess(core, keys);
  const identities = createIdentities(
    core,
    keys,
    sources,
    iamAccess,
    rebuild,
    () => wanting.go('code'),
    (identity) => void rotations.read(identity),
  );

  const plainKeys = createPlainKeys(core, sources, identities.import);
  const lab = createLab(core, iamAccess);
  const leadTo = (identity: string): void => wanting.go('identity', identity);
  const devices = createDevices(core, sources, {
    access: iamAccess,
    identities,
    codes,
    copying,
    leadTo,
  });

  const rotations = createRotations(
    core,
    keys,
    sources,
    iamAccess,
    identities,
    wanting,
    persistence,
    readFiles,
  );
  const preferences = createPreferences(core, readFiles, run);
  const locking = createLocking(core, sources, {
    calls,
    operations,
    owned,
    keys,
    plainKeys,
    outside,
    waiting,
    serving,
    assertions,
    telling,
    lab,
    copying,
    codes,
    identities,
    persistence,
    readFiles,
    wizard: devices.wizard,
  });

  const presence = createWatchingPresence(core, locking);

  const probeVault = createProbingVault(core);

  /** Sealed copies, as soon as the keychain that opens them works. */
  const restore = async (): Promise<void> => {
    if (store.state().vault.kind !== 'ready') return;
    // Kept for a finger by a lock that is nowhere written down any more.
    if (await persistence.restore()) await locking.lock('asked');
    // Which keys are in a file still, nobody knows while the files are shut.
    if (!sources.isShut) void plainKeys.resume();
  };

  /** What the answer to a role makes possible, without looking at all the others. */
  function nextStep(): void {
    if (isLocked(store.state())) return;
    queue.go();
    copying.step();
    waiting.step();
    serving.step();
    // What waited is needed no more: no answer will come that has everything looked at again.
    if (queue.isEmpty() && !calls.areFlying()) look();
  }

  /** Everything that has fallen due, once. */
  function step(): void {
    timekeeping.follow();
    codes.reckonAhead();
    const now = time.now();
    // Nothing is due while it is locked but what a lock could not take out of the clipboard; what it ended is told no more.
    if (isLocked(store.state())) {
      queue.empty();
      copying.step();
      noticing.takeBack();
      return arm(now);
    }
    dropEnded(now);
    const decided = decideNow(now);
    looked();
    queue.fill(decided);
    queue.go();
    if (queue.isEmpty()) calls.rest();
    if (decided.length === 0) learning.step();
    devices.ownCodes.step();
    operations.step();
    rotations.step();
    copying.step();
    waiting.step();
    serving.step();
    noticing.step();
    presence.step();
    arm(now);
  }

  /** `now` is when it was decided: what fell due since then is in the past already, and looked at at once. */
  function arm(now: Instant): void {
    disarm();
    const at = nextWakeup(store.state(), now, noticing.wall);
    disarm =
      at === null
        ? nothing
        : ports.clock.wakeAt(time.uptimeOf(at), () => {
            // Phases change with time alone: what is shown is looked at again even if the state stays.
            tell();
            look();
          });
  }

  const dispatch = createDispatch(core, {
    doctor: createDoctor(core, sources, copying),
    assertions,
    codes,
    connection,
    copying,
    firstRun: createFirstRun(core, identities, plainKeys, () => wanting.go('code')),
    devices,
    guarding,
    halting,
    identities,
    lab,
    marking,
    noticing,
    locking,
    operations,
    preferences,
    rotations,
    serving,
    showingLedger: createShowingLedger(core),
    showingGrants: createShowingGrants(core),
    signingIn,
    telling,
    wanting,
    readFiles,
    retryVault: () => probeVault().then(restore).then(look),
  });

  function run(command: Command, from: Asker = 'person'): void {
    if (!ended) dispatch(command, from);
  }

  return {
    start: async () => {
      running = true;
      void copying.sweep();
      await preferences.read();
      // Before anything is read that a lock keeps shut.
      await locking.load();
      if (ended) return;
      // Before the files are read: a keychain that asks for its password takes its time, and they change meanwhile.
      unwatch = [
        ports.awsFiles.watch(() => void readFiles()),
        preferences.watch(),
        presence.watch(),
      ];
      await Promise.all([
        readFiles(),
        identities.load(),
        learning.load(),
        rotations.load(),
        devices.load(),
        lab.load(),
        owned.load(),
        marking.load(),
        probeVault(),
      ]);
      await restore();
      // Names are known by now; what stands behind them is read again for a code.
      locking.goOn();
      store.apply({ kind: 'loaded' });
      if (ended) return;
      void timekeeping.measure();
      void noticing.updating.load();
      look();
    },
    run,
    takeTrialUrl: lab.takeUrl,
    signIn: signingIn.signIn,
    canSignIn: signingIn.canSignIn,
    openConsole: signingIn.open,
    deviceSeed: devices.wizard.seed,
    explain: telling.explain,
    serving,
    revision: () => revision,
    snapshot: () => {
      // Once for all rows: each look at the clocks costs a system call, and one picture has one time.
      const skew = time.skew();
      return windowSnapshot(store.state(), {
        revision,
        now: time.now(),
        local: (at) => at - skew,
        platform: ports.platform,
        settingsPath: ports.settings.path,
        loginPath: ports.loginStart.path,
        command: ports.host.helper,
        version: ports.updates.version,
        languages: ports.host.languages,
        shell: ports.host.shell,
      });
    },
    state: store.state,
    now: time.now,
    settings: () => store.state().settings,
    progress: ({ id, target }) => {
      const state = store.state();
      const stopped = state.grants.get(grantId(target))?.wish === 'halted';
      if (stopped || state.requests.get(id)?.declined) return null;
      return progressOf(state, target, time.latest());
    },
    handOver: handing.toProgram,
    refuse: handing.refuse,
    status: () => statusOf(store.state(), time.now()),
    tray: () => trayView(store.state(), time.now()),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake: (why) => {
      if (ended) return;
      ports.journal.write({ kind: 'wake', facts: { why } });
      if (time.disturbed()) void timekeeping.measure();
      if (why === 'resume') presence.woke();
      tell();
      look();
    },
    stop: async () => {
      running = false;
      ended = true;
      disarm();
      for (const end of unwatch) end();
      waiting.end();
      serving.stop();
      // Whatever the network does, the clipboard is cleared and what is known is on disk.
      lab.stop();
      const leaving = devices.wizard.leave('ending');
      await copying.end();
      await persistence.save();
      await marking.settled();
      await Promise.all([leaving, locking.settled(), learning.settled()]);
    },
  };
};
