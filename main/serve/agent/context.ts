import { isAbsolute, join, normalize } from 'node:path';
import type { CommandName, CommandRequest } from '../../../app/command-line/table.ts';
import {
  resolveName,
  resolveNames,
  type KnownNames,
} from '../../../app/command-line/resolve-name.ts';
import type { Confirmation } from '../../../app/contract-guard.ts';
import type { Detail } from '../../../app/detail.ts';
import { exitNameOf } from '../../../app/command-line/exit-code-of.ts';
import type { Engine } from '../../../app/engine.ts';
import type { Failure } from '../../../app/failure.ts';
import type { Handed } from '../../../app/engine/holding.ts';
import type { HandOver, Ledger, Refusal } from '../../../app/ledger.ts';
import type { GrantRef } from '../../../app/model.ts';
import { assertNever, fail, ok, type Result } from '../../../app/result.ts';
import { secret, type Secret } from '../../../app/secret.ts';
import {
  codeNeededWords,
  codeQuestion,
  declinedWords,
  endsSoonWords,
  fileUnreadableWords,
  notOursWords,
  noAnswerWords,
  noInputWords,
  timedOutWords,
} from '../../../app/view/words/agent.ts';
import { unconfirmedWords } from '../../../app/view/words/guard.ts';
import { nameWords } from '../../../app/view/words/command-line.ts';
import { failureWords } from '../../../app/view/words/failure.ts';
import { errorDetail } from '../../storage/file-error.ts';
import { readLimited } from '../../storage/named-file.ts';
import { failed, type Call, type Reply } from './call.ts';
import { createConfirming, type Unconfirmed } from './confirming.ts';
import { createObtaining, type Patience, type Stop } from './obtaining.ts';
import { MOST_BYTES } from './wire.ts';

/** What the agent's commands act through. */
export type AgentDeps = {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly version: string;
  /** The day this version was built, as 2026-11-24. */
  readonly released: string;
  /** The journal's file. */
  readonly journalPath: string;
};

/** How one command of the table is done. */
export type Handler<N extends CommandName> = (
  request: CommandRequest<N>,
  call: Call,
) => Promise<Reply>;

/** Handlers of a part of the table, by command. */
export type Handlers<N extends CommandName> = { readonly [K in N]: Handler<K> };

/** A step that either gives a value or is the whole answer already. */
export type Step<T> = Result<T, Reply>;

/** A path as typed, meant from where the command was run; `-` has no path. */
export const pathFrom = (call: Call, path: string): string =>
  isAbsolute(path) ? path : join(call.cwd, path);

/**
 * What the system shows each process of its own, as a shell names it for `<(…)`: opened here, it would be a file of the
 * app's and not the caller's.
 */
const EACH_ITS_OWN = /^\/(dev\/(fd\/|stdin$)|proc\/(self|thread-self)\/)/;

/** The path of a file to read, as `pathFrom`; what only the caller can open is refused. */
export const readableFrom = (call: Call, path: string): Step<string> => {
  const from = pathFrom(call, path);
  return EACH_ITS_OWN.test(normalize(from)) ? fail(failed('usage', notOursWords(from))) : ok(from);
};

/** The text of a file as typed, or what was piped in for `-`. It may be a secret. */
export const readTyped = async (call: Call, path: string): Promise<Step<Secret>> => {
  if (path === '-')
    return call.input === null ? fail(failed('usage', noInputWords('-'))) : ok(call.input);
  const from = readableFrom(call, path);
  if (!from.ok) return from;
  const unreadable = (detail: Detail) =>
    fail(failed('failed', fileUnreadableWords(from.value, detail)));
  try {
    const bytes = await readLimited(from.value, MOST_BYTES);
    return bytes.ok ? ok(secret(bytes.value.toString('utf8'))) : unreadable(bytes.failure);
  } catch (error) {
    return unreadable(errorDetail(error));
  }
};

/** The steps that commands share. */
export type Steps = {
  /** The grant a typed name stands for. */
  named(name: string): Step<GrantRef>;
  /** The grants of several; a wrong name is the answer for all (ST8). */
  allNamed(names: readonly string[]): Step<readonly GrantRef[]>;
  /** Waits until a grant is there. `how` names what it is fetched for: the ledger tells of it when it does not come. */
  obtained(target: GrantRef, patience: Patience, call: Call, how?: HandOver): Promise<Step<null>>;
  /**
   * Waits until a person has said, in the window, that credentials of production may leave; what is to be shown for it
   * then. Of what is no production there is nothing to show.
   */
  confirmed(
    target: GrantRef,
    how: HandOver,
    patience: Patience,
    call: Call,
  ): Promise<Step<readonly Confirmation[]>>;
  /** Nobody waits for an answer to these calls' questions any more. */
  letGo(call: Call): void;
  /** Valid credentials with the ledger's line, and what to say beside them. */
  handOver(
    target: GrantRef,
    how: HandOver,
    call: Call,
    shown: readonly Confirmation[],
  ): Step<{ readonly credentials: Handed; readonly note: string }>;
  /** A refusal of the engine's as an answer. */
  refused(failures: readonly Failure[]): Reply;
};

/** The ledger's word for why nothing came; null: whoever asks is asked back first. */
const refusalOf = (stop: Stop): Refusal | null => {
  switch (stop.kind) {
    case 'code-refused':
      return 'failed';
    case 'gone':
      return 'left';
    case 'ask':
      return null;
    default:
      return stop.kind;
  }
};

const unconfirmedRefusals = {
  declined: 'declined',
  'timed-out': 'timed-out',
  'not-asked': 'unconfirmed',
  gone: 'left',
} as const satisfies Readonly<Record<Unconfirmed, Refusal>>;

export const createSteps = ({ engine }: Pick<AgentDeps, 'engine'>): Steps => {
  const obtain = createObtaining(engine);
  const { confirm, letGo } = createConfirming(engine);

  const known = (): KnownNames => {
    const { roles, identities, made } = engine.state();
    return { roles: [...roles.keys()], identities: [...identities.keys()], made: [...made.keys()] };
  };

  const refused: Steps['refused'] = (failures) => {
    const [main] = failures;
    const [first, ...others] = failures.map((failure) => {
      const { sentence, detail } = failureWords(failure, engine.now());
      return detail === null ? sentence : `${sentence}\n  ${detail.replaceAll('\n', '\n  ')}`;
    });
    const end = main === undefined ? 'failed' : exitNameOf(main);
    return failed(end, [first ?? noAnswerWords(), ...others].join('\nfobwatch: '));
  };

  const stopped = (stop: Stop): Reply => {
    switch (stop.kind) {
      case 'failed':
      case 'code-refused':
        return refused([stop.failure]);
      case 'declined':
        return failed('unanswered', declinedWords(stop.target));
      case 'timed-out':
        return failed('unanswered', timedOutWords(stop.target, stop.identity, stop.after));
      case 'code-needed':
        return failed('needs-code', codeNeededWords(stop.target, stop.identity));
      case 'ask':
        return { out: secret(''), err: codeQuestion(stop.target, stop.identity), end: 'ask' };
      case 'gone':
        return failed('unanswered', '');
      default:
        return assertNever(stop);
    }
  };

  const unconfirmed = (
    target: GrantRef,
    why: Unconfirmed,
    { timeout }: Pick<Patience, 'timeout'>,
  ): Reply => {
    switch (why) {
      case 'declined':
        return failed('unanswered', unconfirmedWords.declined(target));
      case 'timed-out':
        return failed('unanswered', unconfirmedWords.timedOut(target, timeout));
      case 'not-asked':
        return failed('needs-code', unconfirmedWords.notAsked(target));
      case 'gone':
        return failed('unanswered', '');
    }
  };

  return {
    named: (name) => {
      const found = resolveName(name, known());
      return found.ok ? found : fail(failed('unknown-name', nameWords(found.failure)));
    },
    allNamed: (names) => {
      const { refs, failures } = resolveNames(names, known());
      if (failures.length === 0) return ok(refs);
      return fail(failed('unknown-name', failures.map(nameWords).join('\nfobwatch: ')));
    },
    obtained: async (target, patience, call, how) => {
      const found = await obtain(target, patience, call);
      if (found.ok) return found;
      const refusal = refusalOf(found.failure);
      if (how !== undefined && refusal !== null) engine.refuse(target, how, call.by, refusal);
      return fail(stopped(found.failure));
    },
    confirmed: async (target, how, patience, call) => {
      const found = await confirm(target, how, patience, call);
      if (found.ok) return found;
      engine.refuse(target, how, call.by, unconfirmedRefusals[found.failure]);
      return fail(unconfirmed(target, found.failure, patience));
    },
    letGo,
    handOver: (target, how, call, shown) => {
      const found = engine.handOver(target, how, call.by, shown);
      if (!found.ok) {
        engine.refuse(target, how, call.by, 'failed');
        return fail(refused([found.failure]));
      }
      const { name, left, credentials } = found.value;
      const expiresAt = credentials.expiresAt - engine.state().skew;
      const note = endsSoonWords(name, left, expiresAt);
      return ok({
        credentials: found.value,
        note: note === null ? '' : `fobwatch: ${note}\n`,
      });
    },
    refused,
  };
};
