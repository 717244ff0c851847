import { isPassing } from '../credentials/classify.ts';
import type { Failure } from '../failure.ts';
import { partOf, thingsFound } from '../lab/clearing.ts';
import { decodeTrial, encodeTrial } from '../lab/trial-file.ts';
import { trialName, type LabStage, type Trial } from '../lab/trial.ts';
import type { CallerIdentity } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { isLabBusy, type LabWork } from '../session/lab.ts';
import { isLocked } from '../session/lock.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import { createLabClearing } from './lab-clearing.ts';
import { createLabMaking } from './lab-making.ts';
import { createPauses } from './pauses.ts';
import { identityMeant } from './sessions.ts';

export type Lab = {
  /** Reads whether a trial is there: one that was begun before a crash is remembered. */
  load(): Promise<void>;
  prepare(identity: string | null): Promise<void>;
  leave(): void;
  /** `url`: the URL that signs in to the console as the role is kept until it is taken. */
  up(url: boolean): Promise<void>;
  /** That URL, once; null: nobody asked for it, or there is none. */
  takeUrl(): Secret | null;
  look(identity: string | null): Promise<void>;
  down(identity: string | null, all: boolean): Promise<void>;
  stop(): void;
};

type During = Extract<LabWork, { kind: 'failed' }>['during'];

/** The trial (EX4): one at a time, remembered on the disk before anything of it is made. */
export const createLab = (core: Core, access: IamAccess): Lab => {
  const { ports, store, time } = core;
  const { trialFile } = ports;
  const pauses = createPauses(core);
  const making = createLabMaking(core, access, pauses);
  const clearing = createLabClearing(core, access, pauses);

  const lab = () => store.state().lab;
  const tell = (work: LabWork): void => store.apply({ kind: 'lab-work', work });
  const failed = (during: During, failure: Failure, at: LabStage | null = null): void =>
    tell({ kind: 'failed', during, at, failure });

  const keep = async (trial: Trial): Promise<Result<null, Failure>> => {
    const written = await trialFile.write(encodeTrial(trial));
    if (!written.ok) return fail({ kind: 'file', action: 'write', ...written.failure });
    store.apply({ kind: 'lab-trial', trial });
    return ok(null);
  };

  const forget = async (): Promise<Result<null, Failure>> => {
    const removed = await trialFile.remove();
    if (!removed.ok) return fail({ kind: 'file', action: 'write', ...removed.failure });
    store.apply({ kind: 'lab-trial', trial: null });
    store.apply({ kind: 'state-file', path: trialFile.path, detail: null });
    return ok(null);
  };

  /** What the file remembers; a file that cannot be read stands in the way of a new trial. */
  const remembered = async (): Promise<Result<Trial | null, Failure>> => {
    const read = await trialFile.read();
    const text = read.ok ? read.value : null;
    const found = text === null ? ok(null) : decodeTrial(text);
    const detail = !read.ok ? read.failure.detail : found.ok ? null : found.failure;
    store.apply({ kind: 'state-file', path: trialFile.path, detail });
    if (detail !== null)
      return fail({ kind: 'file', action: 'read', path: trialFile.path, detail });
    return ok(found.ok ? found.value : null);
  };

  const callerOf = async (identity: string): Promise<Result<CallerIdentity, Failure>> => {
    const context = await access.contextFor(identity, 'sts');
    if (!context.ok) return context;
    return access.learn('GetCallerIdentity', await ports.sts.getCallerIdentity(context.value));
  };

  const accountOf = async (
    identity: string,
  ): Promise<Result<{ readonly account: string; readonly partition: string }, Failure>> => {
    const first = await callerOf(identity);
    // The first call of all may be the one that learns how wrong this computer's clock is.
    const wrongClock = !first.ok && first.failure.kind === 'aws' && first.failure.cause === 'clock';
    const caller = wrongClock ? await callerOf(identity) : first;
    if (!caller.ok) return caller;
    const { account, arn } = caller.value;
    return ok({ account, partition: arn.split(':')[1] ?? 'aws' });
  };

  const prepared = async (asked: string | null): Promise<Result<Trial, Failure>> => {
    const there = await remembered();
    if (!there.ok) return there;
    if (there.value !== null) return fail({ kind: 'lab', cause: 'there-already' });
    const identity = identityMeant(store.state(), asked);
    if (!identity.ok) return identity;
    const account = await accountOf(identity.value);
    if (!account.ok) return account;
    return ok({
      name: trialName(ports.random),
      identity: identity.value,
      ...account.value,
      lastAt: time.now(),
      whole: false,
    });
  };

  let kept: Secret | null = null;

  const make = async (trial: Trial, url: boolean): Promise<void> => {
    let done: readonly LabStage[] = [];
    tell({ kind: 'making', trial, done });
    const made = await making.make(trial, {
      begins: () => keep({ ...trial, lastAt: time.now() }),
      done: (stage) => {
        done = [...done, stage];
        tell({ kind: 'making', trial, done });
      },
    });
    if (!made.ok) {
      const { at, failure } = made.failure;
      // Refused at the very first step: nothing was made, and nothing is remembered.
      const nothing = at === 'user' && failure.kind === 'aws' && !isPassing(failure);
      if (nothing) await forget();
      return failed('up', failure, nothing ? null : at);
    }
    const whole = { ...trial, lastAt: time.now(), whole: true };
    const remains = await keep(whole);
    if (!remains.ok) return failed('up', remains.failure);
    kept = url && !isLocked(store.state()) ? made.value : null;
    tell({ kind: 'made', trial: whole, done });
  };

  /** Whose key asks about a trial: that of who made it, else who was named. */
  const askerOf = (trial: Trial | null, asked: string | null): Result<string, Failure> =>
    asked === null && trial !== null ? ok(trial.identity) : identityMeant(store.state(), asked);

  const clear = async (asked: string | null, all: boolean): Promise<Result<LabWork, Failure>> => {
    const there = await remembered();
    // A file that cannot be read tells nothing: what is found by its path goes then, if all may.
    if (!there.ok && !all) return there;
    const trial = there.ok ? there.value : null;
    const identity = askerOf(trial, asked);
    if (!identity.ok) return identity;
    const account = await accountOf(identity.value);
    if (!account.ok) return account;
    if (trial !== null && trial.account !== account.value.account)
      return fail({ kind: 'lab', cause: 'other-account' });
    const whose = (name: string): boolean => all || name === trial?.name;
    const cleared = await clearing.clear(identity.value, whose, trial, (found) =>
      tell({ kind: 'removing', left: thingsFound(found) }),
    );
    if (!cleared.ok) return cleared;
    const forgotten = await forget();
    if (!forgotten.ok) return forgotten;
    const after = await clearing.look(identity.value);
    const others = after.ok ? thingsFound(partOf(after.value, (name) => !whose(name))) : [];
    return ok({ kind: 'removed', name: trial?.name ?? null, others });
  };

  const looked = async (asked: string | null): Promise<Result<LabWork, Failure>> => {
    const there = await remembered();
    const trial = there.ok ? there.value : null;
    const identity = askerOf(trial, asked);
    if (!identity.ok) return identity;
    const found = await clearing.look(identity.value);
    if (!found.ok) return found;
    const own = (name: string): boolean => name === trial?.name;
    return ok({
      kind: 'looked',
      found: thingsFound(partOf(found.value, own)),
      others: thingsFound(partOf(found.value, (name) => !own(name))),
    });
  };

  return {
    load: async () => {
      const there = await remembered();
      if (there.ok) store.apply({ kind: 'lab-trial', trial: there.value });
    },
    prepare: async (identity) => {
      if (isLabBusy(lab())) return;
      tell({ kind: 'preparing' });
      const trial = await prepared(identity);
      if (trial.ok) tell({ kind: 'prepared', trial: trial.value });
      else failed('up', trial.failure);
    },
    leave: () => {
      if (!isLabBusy(lab())) tell({ kind: 'idle' });
    },
    up: async (url) => {
      const { work } = lab();
      if (work.kind === 'prepared') await make(work.trial, url);
    },
    takeUrl: () => {
      const url = kept;
      kept = null;
      return url;
    },
    look: async (identity) => {
      if (isLabBusy(lab())) return;
      tell({ kind: 'looking' });
      const found = await looked(identity);
      if (found.ok) tell(found.value);
      else failed('look', found.failure);
    },
    down: async (identity, all) => {
      if (isLabBusy(lab())) return;
      tell({ kind: 'removing', left: [] });
      const cleared = await clear(identity, all);
      if (cleared.ok) tell(cleared.value);
      else failed('down', cleared.failure);
    },
    stop: pauses.end,
  };
};
