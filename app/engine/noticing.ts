import type { Command } from '../contract.ts';
import type { NoticeCommand } from '../contract-notices.ts';
import { grantId, grantName, type GrantRef } from '../model.ts';
import { endsSoonKey, leadKey } from '../session/attention.ts';
import { fetchesDue } from '../session/fetches.ts';
import { isQuietNow, noticeDue, stillSo, type Wall } from '../session/notices.ts';
import { canBeWanted } from '../session/operations.ts';
import type { AppState } from '../session/state.ts';
import { versionToTell } from '../session/updates.ts';
import { endCommand, type AppNotice } from '../view/notices.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';
import { identityOf } from './timekeeping.ts';
import { createUpdating, type Updating } from './updates.ts';

export type Noticing = {
  /** Tells a person what has become worth telling, each thing once, and takes back what is no longer so. */
  step(): void;
  /** Takes back what is no longer so, and tells nothing: for a lock. */
  takeBack(): void;
  run(command: NoticeCommand): void;
  /** What was let to end goes on when it is started again. */
  note(command: Command): void;
  readonly wall: Wall;
  /** New versions, of which it tells too. */
  readonly updating: Updating;
};

/** Where a click on a notice leads. */
const leadsTo = (state: AppState, notice: AppNotice): Command => {
  switch (notice.kind) {
    case 'fetched':
      return { kind: 'show-panel', panel: 'ledger' };
    case 'old-key':
      return { kind: 'show-panel', panel: 'identity', identity: notice.target.identity };
    case 'cannot-renew':
      return notice.failure === 'network' || notice.failure === 'proxy'
        ? { kind: 'show-network' }
        : { kind: 'show-popover', target: notice.target };
    case 'production-asked':
      return { kind: 'show-production' };
    case 'update':
      return { kind: notice.ready ? 'restart-to-update' : 'open-release-page' };
    case 'ends-soon':
      // No code goes on with what was made from an assertion, a token or a file: all that can be said to it is in its row.
      return notice.needs === 'code'
        ? { kind: 'ask-code', identity: identityOf(state, notice.target) }
        : { kind: 'show-popover', target: notice.target };
    case 'ended':
    case 'code-asked':
      return { kind: 'ask-code', identity: identityOf(state, notice.target) };
    case 'digest': {
      const [first] = notice.notices;
      return first === undefined ? { kind: 'show-popover' } : leadsTo(state, first);
    }
    default:
      return notice satisfies never;
  }
};

/** Whether a notice tells how something is or who waits, and not what happened once. */
const staysWhileSo = ({ kind }: AppNotice): boolean => {
  switch (kind) {
    case 'ends-soon':
    case 'ended':
    case 'cannot-renew':
    case 'old-key':
    case 'digest':
    case 'code-asked':
    case 'production-asked':
      return true;
    case 'fetched':
    case 'update':
      return false;
    default:
      return kind satisfies never;
  }
};

const startedBy = (state: AppState, command: Command): readonly GrantRef[] => {
  switch (command.kind) {
    case 'start':
    case 'renew':
      return command.targets;
    case 'start-set':
      return command.profiles.map((profile) => ({ kind: 'role', profile }));
    case 'start-all':
      return [...state.grants.values()].map(({ ref }) => ref);
    default:
      return [];
  }
};

/** Notices of the desktop, where a click on them leads, and what a person says to them. */
export const createNoticing = (
  core: Core,
  persistence: Persistence,
  run: (command: Command) => void,
): Noticing => {
  const { ports, store, time, look } = core;
  const updating = createUpdating(core);
  const wall: Wall = { local: time.local, timeOfDay: ports.clock.timeOfDay };

  /** Notices that stay until all they told of is over: what they told, by their keys. */
  const standing = new Map<string, readonly string[]>();

  const withdrawOver = (): void => {
    if (standing.size === 0) return;
    const so = stillSo(store.state(), time.now());
    for (const [key, told] of standing) {
      if (told.some((one) => so.has(one))) continue;
      standing.delete(key);
      ports.notifier.withdraw(key);
    }
  };

  /** Of what a notice told, what has not been renewed since: it stays in sight for hours, and its buttons with it. */
  const stillEnding = (
    targets: readonly GrantRef[],
    keys: readonly string[],
  ): readonly GrantRef[] => {
    const { grants } = store.state();
    return targets.filter((ref) => {
      const held = grants.get(grantId(ref))?.held ?? null;
      return held !== null && keys.includes(endsSoonKey(ref, held.expiresAt));
    });
  };

  const show = (notice: AppNotice, keys: readonly string[] = []): void => {
    ports.notifier.show(
      notice,
      () => run(leadsTo(store.state(), notice)),
      (action) => {
        if (notice.kind !== 'ends-soon') return;
        const targets = stillEnding(notice.targets, keys);
        if (targets.length > 0) run(endCommand(targets, action));
      },
    );
    const about = notice.kind === 'update' ? notice.version : grantId(notice.target);
    ports.journal.write({ kind: 'notice', facts: { about, says: notice.kind } });
  };

  const setLead = async (
    command: Extract<NoticeCommand, { kind: 'set-notice-lead' }>,
  ): Promise<void> => {
    const name = grantName(command.target);
    const written = await ports.settings.write(new Map(), new Map([[name, command.seconds]]));
    const { attention, settings, settingProblems: problems } = store.state();
    if (written.ok) {
      const leads = new Map(attention.leads);
      if (command.seconds === null) leads.delete(name);
      else leads.set(name, command.seconds);
      store.apply({ kind: 'leads', leads });
      return look();
    }
    const key = leadKey(name);
    const problem = { kind: 'not-written', key, cause: written.failure } as const;
    store.apply({ kind: 'settings', settings, problems: [...problems, problem] });
  };

  const tellFetches = (): void => {
    const due = fetchesDue(store.state(), time.now());
    if (due === null || isQuietNow(store.state(), time.now(), wall)) return;
    store.apply({ kind: 'fetches-told' });
    show(due);
  };

  /** Each version once; what became of it is in the settings. */
  const tellUpdate = (): void => {
    const state = store.state();
    const version = versionToTell(state);
    if (version === null || isQuietNow(state, time.now(), wall)) return;
    store.apply({ kind: 'updates', updates: { told: version } });
    const ready = state.updates.check.kind === 'ready';
    show({ kind: 'update', key: `update ${version}`, version, ready });
  };

  return {
    wall,
    updating,
    takeBack: withdrawOver,
    step: () => {
      withdrawOver();
      tellFetches();
      tellUpdate();
      // What was just told is kept with it.
      updating.step();
      const due = noticeDue(store.state(), time.now(), wall);
      if (due === null) return;
      store.apply({ kind: 'told', keys: due.keys });
      // What was set aside or put off is asked for again where it is told again.
      const { ask } = store.state();
      if (due.notice.kind === 'ends-soon' && due.notice.needs === 'code' && ask.aside)
        store.apply({ kind: 'ask', ask: { ...ask, aside: false } });
      void persistence.save();
      show(due.notice, due.keys);
      if (staysWhileSo(due.notice)) standing.set(due.notice.key, due.keys);
      // What told ahead of an end has just been told over.
      withdrawOver();
      // Somebody else may wait as well, such as programs that one code let go on together.
      look();
    },
    run: (command) => {
      if (command.kind === 'set-notice-lead') return void setLead(command);
      const refs = command.targets;
      // What no code renews leaves the code that is asked for as it is.
      const aboutCode = refs.some((ref) => canBeWanted(store.state(), ref));
      if (command.kind === 'let-end') {
        store.apply({ kind: 'let-end', refs });
        // A person who chose it did so for what ends now.
        if (aboutCode) store.apply({ kind: 'ask', ask: { ...store.state().ask, chosen: null } });
      } else {
        store.apply({ kind: 'snoozed', refs, seconds: command.seconds, now: time.now() });
        // Programs that wait are not sent away: the code may come while they do.
        if (aboutCode) store.apply({ kind: 'ask', ask: { chosen: null, aside: true } });
      }
      void persistence.save();
      look();
    },
    note: (command) => {
      if (store.state().attention.lettingEnd.size === 0) return;
      const refs = startedBy(store.state(), command);
      if (refs.length > 0) store.apply({ kind: 'goes-on', refs });
    },
  };
};
