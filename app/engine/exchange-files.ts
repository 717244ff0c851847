import type { OperationCommand } from '../contract-operations.ts';
import {
  formatCredentials,
  formatCredentialSet,
  setKey,
  type Exported,
} from '../credentials/formats.ts';
import { type CredentialFormat } from '../credentials/format-names.ts';
import { holdsSaved, loadCredentials } from '../credentials/load.ts';
import { nameOfFile } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import { grantId, type GrantRef } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { OperationOutcome } from '../session/operations.ts';
import type { Core } from './core.ts';
import type { Handing, Wish } from './handing.ts';
import type { Asker } from '../session/asker.ts';
import type { Making } from './making.ts';
import { lockedFailure } from '../session/lock.ts';
import { obstacleAt } from './replaceable.ts';
import { noLockSince } from './since-lock.ts';

type Of<K extends OperationCommand['kind']> = Extract<OperationCommand, { readonly kind: K }>;
type Ended = Promise<Result<OperationOutcome, readonly Failure[]>>;

export type ExchangeFiles = {
  /** Valid credentials into a file; all of them or none (BO8, ST2). */
  save(command: Of<'export-file'>, from: Asker): Ended;
  /** Credentials from a file, held from now on; refused when they have ended (BO8). */
  load(command: Of<'import-file'>): Ended;
};

/** Credentials between the app and files of the person's choice. */
export const createExchangeFiles = (
  core: Core,
  handing: Handing,
  making: Making,
): ExchangeFiles => {
  const { ports, store, time } = core;
  const exported = (
    ref: GrantRef,
    wish: Wish,
  ): Result<Exported & { readonly profile: string; readonly target: GrantRef }, Failure> => {
    const handed = handing.give(ref, 'export', wish);
    return handed.ok ? ok({ ...handed.value, profile: handed.value.name, target: ref }) : handed;
  };

  const textOf = (
    format: CredentialFormat,
    all: readonly (Exported & { readonly profile: string })[],
  ): Result<Secret, Failure> => {
    const [first, second] = all;
    if (first !== undefined && second === undefined) return ok(formatCredentials(format, first));
    if (format === 'credential-process') return fail({ kind: 'one-set-only', count: all.length });
    const taken = new Set<string>();
    for (const { profile } of all) {
      if (taken.has(profile)) return fail({ kind: 'same-key', key: setKey(profile) });
      taken.add(profile);
    }
    return ok(formatCredentialSet(format, all));
  };

  return {
    save: async ({ targets, format: asked, path, confirmed: shown = [] }, from) => {
      // Before anything is handed over: what is handed is written at once.
      const obstacle = await obstacleAt(core, path, holdsSaved);
      if (obstacle !== null) return fail([obstacle]);
      const format = asked ?? store.state().settings.exportFormat;
      const once = [...new Map(targets.map((ref) => [grantId(ref), ref])).values()];
      const found = once.map((ref) => exported(ref, { from, shown }));
      const missing = found.flatMap((one) => (one.ok ? [] : [one.failure]));
      if (missing.length > 0) return fail(missing);
      const given = found.flatMap((one) => (one.ok ? [one.value] : []));
      const text = textOf(format, given);
      if (!text.ok) return fail([text.failure]);
      const written = await ports.credentialFiles.write(path, text.value);
      if (!written.ok) return fail([{ kind: 'file', action: 'write', ...written.failure }]);
      for (const { target, credentials } of given)
        handing.record({ target, expiresAt: credentials.expiresAt }, 'export', path, from);
      ports.journal.write({ kind: 'exported', facts: { path, format, count: once.length } });
      return ok({ kind: 'exported', path, count: once.length });
    },
    load: async ({ path, name }) => {
      const stillOpen = noLockSince(store);
      const read = await ports.credentialFiles.read(path);
      if (!stillOpen()) return fail([lockedFailure]);
      if (!read.ok) return fail([{ kind: 'file', action: 'read', ...read.failure }]);
      const loaded = loadCredentials(read.value, time.latest());
      if (!loaded.ok) return fail([{ kind: 'credentials-file', path, cause: loaded.failure }]);
      const { format, credentials, startedAt } = loaded.value;
      const made = {
        name: name ?? nameOfFile(path),
        how: { kind: 'imported', path, format },
      } as const;
      making.hold(made, credentials, {
        obtainedAt: startedAt ?? time.now(),
        expiresAt: credentials.expiresAt,
        withCode: false,
        underSessionOf: null,
        arn: null,
        packedPolicySize: null,
      });
      ports.journal.write({ kind: 'imported', facts: { path, format } });
      return ok({ kind: 'held', target: { kind: 'made', name: made.name } });
    },
  };
};
