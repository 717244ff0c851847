import type { CommandRequest } from '../../../app/command-line/table.ts';
import type { Command } from '../../../app/contract.ts';
import type { GrantRef } from '../../../app/model.ts';
import { fail, ok } from '../../../app/result.ts';
import { keysOf } from '../../../app/session/rotations.ts';
import { keysView, type KeysView } from '../../../app/view/keys-view.ts';
import { noAnswerWords } from '../../../app/view/words/agent.ts';
import { keptInFileWords, keysLines, rotatedWords } from '../../../app/view/words/rotation.ts';
import { failed, said, type Call } from './call.ts';
import type { AgentDeps, Handlers, Step, Steps } from './context.ts';
import { when } from './obtaining.ts';

/** AWS gets this long, ms, to list keys, and to know a new one everywhere. */
const LISTING = 30_000;
const ROTATING = 300_000;

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const iso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

/** A view for programs: what AWS does not say is null. */
const facts = ({ identity, keys, rotation }: KeysView) => ({
  identity,
  keys: keys.map((key) => ({
    accessKeyId: key.accessKeyId,
    active: key.active,
    inUse: key.inUse,
    createdAt: iso(key.createdAt),
    lastUsed: iso(key.lastUsed),
  })),
  rotation: rotation && {
    step: rotation.step,
    oldKey: rotation.oldId,
    newKey: rotation.newId,
  },
});

/** The command that a run of `rotate` stands for; null: there is nothing it could mean. */
const commandOf = (request: CommandRequest<'rotate'>, view: KeysView, origin: string): Command => {
  const { identity, into } = request;
  if (request.resume) return { kind: 'continue-rotation', identity };
  if (request.rollBack) return { kind: 'roll-back-rotation', identity };
  if (request.deleteOld && view.rotation !== null)
    return { kind: 'change-key', identity, accessKeyId: view.rotation.oldId, to: 'deleted' };
  // Nothing to delete: the engine says that there is no rotation.
  if (request.deleteOld) return { kind: 'continue-rotation', identity };
  return {
    kind: 'rotate-key',
    identity,
    into: into ?? (origin === 'file' ? 'file' : 'keychain'),
    follow: request.follow ? [...view.holders] : [],
  };
};

/** Commands about access keys. */
export const keys = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Pick<Steps, 'named' | 'obtained' | 'refused'>,
): Handlers<'keys' | 'rotate'> => {
  const viewOf = (identity: string): KeysView => {
    const { skew } = engine.state();
    return keysView(engine.state(), identity, engine.now(), (at) => at - skew);
  };

  const identityOf = (name: string): Step<string> => {
    const ref = steps.named(name.startsWith('session:') ? name : `session:${name}`);
    if (!ref.ok) return ref;
    return ref.value.kind === 'session'
      ? ok(ref.value.identity)
      : fail(failed('unknown-name', noAnswerWords()));
  };

  const listed = async (identity: string, call: Call): Promise<void> => {
    const before = keysOf(engine.state(), identity).list;
    engine.run({ kind: 'read-keys', identity }, call.by);
    await when(
      engine,
      () => {
        const { list } = keysOf(engine.state(), identity);
        return (list !== before && list.kind !== 'reading') || undefined;
      },
      { after: LISTING, gone: call.gone },
    );
  };

  /** Waits until a plan stands still; a code it wants is asked for as for any grant. */
  const settled = async (
    identity: string,
    request: CommandRequest<'rotate'>,
    call: Call,
  ): Promise<Step<null>> => {
    const target: GrantRef = { kind: 'session', identity };
    const found = await when(
      engine,
      () => {
        const { progress } = keysOf(engine.state(), identity);
        return progress.kind === 'working' || progress.kind === 'waiting' ? undefined : progress;
      },
      { after: ROTATING, gone: call.gone },
    );
    if (found === null) return fail(failed('failed', noAnswerWords()));
    if (found.kind === 'stopped') return fail(steps.refused([found.failure]));
    if (found.kind !== 'needs-code') return ok(null);
    const code = await steps.obtained(target, request, call);
    if (!code.ok) return code;
    await when(engine, () => keysOf(engine.state(), identity).progress !== found || undefined, {
      after: ROTATING,
      gone: call.gone,
    });
    return settled(identity, request, call);
  };

  return {
    keys: async (request, call) => {
      const one = request.identity === null ? null : identityOf(request.identity);
      if (one !== null && !one.ok) return one.failure;
      const names = one === null ? [...engine.state().identities.keys()] : [one.value];
      await Promise.all(names.map((name) => listed(name, call)));
      const views = names.map(viewOf);
      if (request.json) return said(asJson(views.map(facts)));
      const now = engine.now() - engine.state().skew;
      const failures = views.flatMap(({ failure }) => (failure === null ? [] : [failure]));
      if (failures.length > 0 && failures.length === views.length) return steps.refused(failures);
      return said(
        views
          .flatMap((view) => keysLines(view, now))
          .map((line) => `${line}\n`)
          .join(''),
      );
    },
    rotate: async (request, call) => {
      const identity = identityOf(request.identity);
      if (!identity.ok) return identity.failure;
      const origin = engine.state().identities.get(identity.value)?.origin ?? 'keychain';
      const view = viewOf(identity.value);
      const command = commandOf({ ...request, identity: identity.value }, view, origin);
      engine.run(command, call.by);
      // The command's first mark in the state is made in this turn.
      await Promise.resolve();
      const done = await settled(identity.value, request, call);
      if (!done.ok) return done.failure;
      const after = viewOf(identity.value);
      const left = command.kind === 'rotate-key' && !request.follow ? leftIn(view, after) : [];
      return said(
        `${rotatedWords(identity.value, after)}\n`,
        left.length === 0 ? '' : `fobwatch: ${keptInFileWords(left)}\n`,
      );
    },
  };
};

/** Profiles that held the same key before, and were not written. */
const leftIn = (before: KeysView, after: KeysView): readonly string[] =>
  before.holders.filter((profile) => !after.holders.includes(profile));
