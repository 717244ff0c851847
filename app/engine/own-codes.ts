import { noDetail } from '../detail.ts';
import type { CodeSource } from '../devices/code-source.ts';
import { codeAt, codeIn, parseSeed } from '../devices/totp.ts';
import { commandWords } from '../export/browser-command.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { ownCodeAt } from '../session/own-codes.ts';
import type { Codes } from './codes.ts';
import type { Core } from './core.ts';
import type { DeviceWizardDoer } from './device-wizard.ts';

/** Codes that nobody types: opt-in for each identity, off by default. */
export type OwnCodes = {
  load(): Promise<void>;
  /** Keeps a pasted seed, base 32 or an otpauth URI, in the keychain and makes the codes of it. */
  keepSeed(identity: string, pasted: Secret): Promise<void>;
  /** The same with the seed of the device that the open wizard has made. */
  keepMade(): Promise<void>;
  /** Lets a program print the codes. It is run when a code is needed, never before. */
  useCommand(identity: string, command: string): Promise<void>;
  /** Codes are typed again; a kept seed leaves the keychain. */
  turnOff(identity: string): Promise<void>;
  /** Takes the codes that are needed now. */
  step(): void;
};

export const createOwnCodes = (
  { ports, store, time, look }: Core,
  codes: Codes,
  wizard: DeviceWizardDoer,
): OwnCodes => {
  let last: Promise<unknown> = Promise.resolve();

  const sources = (): ReadonlyMap<string, CodeSource> => store.state().devices.sources;

  const failed = (identity: string, failure: Failure): void =>
    store.apply({ kind: 'code-source-failed', failed: { identity, failure } });

  const save = async (identity: string, source: CodeSource | null): Promise<void> => {
    const changed = new Map(sources());
    if (source === null) changed.delete(identity);
    else changed.set(identity, source);
    const list = [...changed].map(([name, one]) => ({ identity: name, source: one }));
    const saved = await ports.codeChoices.save(list);
    if (!saved.ok) return failed(identity, { kind: 'file', action: 'write', ...saved.failure });
    store.apply({ kind: 'code-sources', sources: changed });
    ports.journal.write({
      kind: 'code-source',
      facts: { identity, source: source?.kind ?? 'typed' },
    });
    // A refusal was of the source before.
    if (store.state().codeChecks.get(identity)?.kind === 'refused')
      store.apply({ kind: 'code', identity, check: { kind: 'none' } });
    look();
  };

  /** One choice after another: each starts from what the one before it left. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const keep = (identity: string, seed: Secret): Promise<void> =>
    inTurn(async () => {
      const stored = await ports.codeSources.storeSeed(identity, seed);
      if (!stored.ok)
        return failed(identity, { kind: 'vault', action: 'store', ...stored.failure });
      await save(identity, { kind: 'seed' });
    });

  const dropSeed = async (identity: string): Promise<boolean> => {
    if (sources().get(identity)?.kind !== 'seed') return true;
    const removed = await ports.codeSources.removeSeed(identity);
    if (!removed.ok) failed(identity, { kind: 'vault', action: 'remove', ...removed.failure });
    return removed.ok;
  };

  const bySeed = async (identity: string): Promise<Result<string, Failure>> => {
    const seed = await ports.codeSources.readSeed(identity);
    if (!seed.ok) return fail({ kind: 'vault', action: 'read', ...seed.failure });
    return seed.value === null
      ? fail({ kind: 'device', cause: { kind: 'no-seed', identity } })
      : ok(codeAt(seed.value, time.now()));
  };

  const byProgram = async (command: string): Promise<Result<string, Failure>> => {
    const run = await ports.codeSources.run(command);
    if (!run.ok) return fail({ kind: 'program', ...run.failure });
    const code = codeIn(run.value);
    const program = commandWords(command)?.[0] ?? command;
    return code === null ? fail({ kind: 'device', cause: { kind: 'no-code', program } }) : ok(code);
  };

  return {
    load: async () => {
      const loaded = await ports.codeChoices.load();
      if (!loaded.ok) return store.apply({ kind: 'state-file', ...loaded.failure });
      const read = new Map(loaded.value.map(({ identity, source }) => [identity, source]));
      store.apply({ kind: 'code-sources', sources: read });
    },
    keepSeed: async (identity, pasted) => {
      const seed = parseSeed(pasted);
      if (seed.ok) return keep(identity, seed.value);
      failed(identity, { kind: 'device', cause: { kind: 'seed', problem: seed.failure } });
    },
    keepMade: async () => {
      const { wizard: open } = store.state().devices;
      const seed = wizard.held();
      if (open.kind === 'open' && open.step.kind === 'done' && seed !== null)
        await keep(open.identity, seed);
    },
    useCommand: (identity, command) =>
      inTurn(async () => {
        if (commandWords(command) === null)
          return failed(identity, {
            kind: 'program',
            program: command,
            cause: 'no-command',
            detail: noDetail,
          });
        if (await dropSeed(identity)) await save(identity, { kind: 'command', command });
      }),
    turnOff: (identity) =>
      inTurn(async () => {
        if (sources().has(identity) && (await dropSeed(identity))) await save(identity, null);
      }),
    step: () => {
      const now = time.now();
      for (const [identity, source] of sources()) {
        const at = ownCodeAt(store.state(), identity, now);
        if (at === null || at > now) continue;
        void codes.submitTaken(identity, () =>
          source.kind === 'seed' ? bySeed(identity) : byProgram(source.command),
        );
      }
    },
  };
};
