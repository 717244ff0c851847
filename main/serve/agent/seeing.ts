import { open } from 'node:fs/promises';
import { offeredNames } from '../../../app/command-line/resolve-name.ts';
import { grantId, type GrantId, type Instant } from '../../../app/model.ts';
import {
  profileMapOf,
  profileMapOfFile,
  type ProfileMap,
} from '../../../app/profiles/profile-map.ts';
import { regionsOf } from '../../../app/regions/region.ts';
import { partitionIds } from '../../../app/regions/partitions.ts';
import { fail, ok } from '../../../app/result.ts';
import type { LedgerEntry } from '../../../app/ledger.ts';
import { needsYouOf } from '../../../app/view/needs-you.ts';
import { statusOf } from '../../../app/view/status.ts';
import {
  fileNotWrittenWords,
  fileThereWords,
  fileUnreadableWords,
  inColumns,
  journalWords,
  ledgerEmptyWords,
  ledgerWords,
  profileWords,
  statusLines,
} from '../../../app/view/words/agent.ts';
import { otherFileWords } from '../../../app/view/words/aws-section.ts';
import { statusLockedWords } from '../../../app/view/words/lock.ts';
import { momentWords } from '../../../app/view/words/time.ts';
import { PRIVATE_FILE, writeAtomically } from '../../storage/atomic-file.ts';
import { errorCode, errorDetail } from '../../storage/file-error.ts';
import { leadsToAny } from '../../storage/named-file.ts';
import { readStable } from '../../storage/stable-read.ts';
import { failed, said } from './call.ts';
import { pathFrom, readTyped, type AgentDeps, type Handlers, type Step } from './context.ts';

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** A file of the person's, made anew unless it may be replaced; an AWS file in force never is. */
export const writeResult = async (
  path: string,
  text: string,
  force: boolean,
  inForce: { readonly config: string; readonly credentials: string },
): Promise<Step<null>> => {
  if (await leadsToAny(path, [inForce.config, inForce.credentials]))
    return fail(failed('conflict', otherFileWords(path)));
  if (force) {
    const written = await writeAtomically(path, text);
    return written.ok
      ? written
      : fail(failed('failed', fileNotWrittenWords(path, written.failure)));
  }
  try {
    const file = await open(path, 'wx', PRIVATE_FILE);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return ok(null);
  } catch (error) {
    return fail(
      errorCode(error) === 'EEXIST'
        ? failed('conflict', fileThereWords(path))
        : failed('failed', fileNotWrittenWords(path, errorDetail(error))),
    );
  }
};

/** Commands that only look. */
export const seeing = ({
  engine,
  ledger,
  journalPath,
}: AgentDeps): Handlers<'status' | 'list' | 'profiles' | 'regions' | 'ledger' | 'journal'> => {
  const names = (): readonly string[] => {
    const { roles, identities, made } = engine.state();
    return offeredNames({
      roles: [...roles.keys()],
      identities: [...identities.keys()],
      made: [...made.keys()],
    });
  };

  /** The text of a file that others write; null: there is none. */
  const textOf = async (path: string): Promise<Step<string | null>> => {
    const { bytes, problem } = await readStable(path);
    return problem === null
      ? ok(bytes?.toString('utf8') ?? null)
      : fail(failed('failed', fileUnreadableWords(path, problem)));
  };

  /** The AWS files in force, or one that was named. */
  const profileMap = async (typed: string | null, call: Parameters<typeof readTyped>[0]) => {
    if (typed !== null) {
      const text = await readTyped(call, typed);
      return text.ok ? ok(profileMapOfFile({ path: typed, text: text.value })) : text;
    }
    const { paths } = engine.state();
    const [config, credentials] = await Promise.all([
      textOf(paths.config),
      textOf(paths.credentials),
    ]);
    if (!config.ok) return config;
    if (!credentials.ok) return credentials;
    return ok(
      profileMapOf({
        config: { path: paths.config, text: config.value },
        credentials: { path: paths.credentials, text: credentials.value },
      }),
    );
  };

  const local = (at: Instant): Instant => at - engine.state().skew;

  return {
    status: async ({ json }) => {
      const status = statusOf(engine.state(), engine.now());
      if (json) return said(asJson(status));
      const { skew } = engine.state();
      const { lock } = engine.state();
      const now = engine.now() - skew;
      if (lock.kind !== 'open') return said(lines([statusLockedWords(lock.since - skew, now)]));
      const needs = needsYouOf(engine.state(), engine.now());
      const byClock = needs.kind === 'at' ? { ...needs, at: local(needs.at) } : needs;
      return said(lines(statusLines(status, byClock, now)));
    },
    list: async ({ json, names: namesOnly }) => {
      if (namesOnly) return said(lines(names()));
      const { grants, roles, identities, made } = engine.state();
      const now = local(engine.now());
      const row = (kind: string, name: string, id: GrantId) => {
        const held = grants.get(id)?.held ?? null;
        const active = held !== null && held.expiresAt > engine.now();
        return { kind, name, expiresAt: active ? new Date(local(held.expiresAt)) : null };
      };
      const rows = [
        ...[...identities.keys()].map((identity) =>
          row('session', identity, grantId({ kind: 'session', identity })),
        ),
        ...[...roles.keys()].map((profile) =>
          row('role', profile, grantId({ kind: 'role', profile })),
        ),
        ...[...made.keys()].map((name) => row('made', name, grantId({ kind: 'made', name }))),
      ];
      return said(
        json
          ? asJson(rows)
          : lines(
              inColumns(
                rows.map(({ kind, name, expiresAt }) => [
                  `${kind.padEnd(8)}  ${name}`,
                  expiresAt === null ? '' : `until ${momentWords(expiresAt.getTime(), now)}`,
                ]),
              ),
            ),
      );
    },
    profiles: async ({ json, file, output, force }, call) => {
      const map = await profileMap(file, call);
      if (!map.ok) return map.failure;
      const profiles: ProfileMap = map.value;
      if (output === null || output === '-')
        return said(json || output === '-' ? asJson(profiles) : profileWords(profiles));
      const path = pathFrom(call, output);
      const written = await writeResult(path, asJson(profiles), force, engine.state().paths);
      return written.ok ? said(`${path}\n`) : written.failure;
    },
    regions: async ({ partition, json }) => {
      const shown = partitionIds.filter((id) => partition === null || id === partition);
      const byPartition = shown.map((id) => ({
        partition: id,
        regions: regionsOf(id).map(({ name }) => name),
      }));
      return said(
        json
          ? asJson(byPartition)
          : lines(
              byPartition.flatMap(({ partition: id, regions }) =>
                regions.map((name) => `${name.padEnd(18)}${id}`),
              ),
            ),
      );
    },
    ledger: async ({ json, lines: most }) => {
      const read = await ledger.read(most);
      if (!read.ok)
        return failed('failed', fileUnreadableWords(read.failure.path, read.failure.detail));
      const iso = ({ at, expiresAt, ...entry }: LedgerEntry) => ({
        at: new Date(at).toISOString(),
        ...entry,
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      });
      if (json) return said(asJson(read.value.map(iso)));
      if (read.value.length === 0) return said('', `fobwatch: ${ledgerEmptyWords()}\n`);
      return said(lines(read.value.map(ledgerWords)));
    },
    journal: async ({ log, debug, normal, lines: most }) => {
      if (log !== null)
        engine.run({ kind: 'change-setting', key: 'journalTo', value: log }, 'program');
      if (debug || normal)
        engine.run(
          { kind: 'change-setting', key: 'journalDetail', value: debug ? 'debug' : 'normal' },
          'program',
        );
      if (log !== null || debug || normal) return said(`${journalWords(log, debug, normal)}\n`);
      const text = await textOf(journalPath);
      if (!text.ok) return text.failure;
      return said(lines((text.value ?? '').split('\n').filter(Boolean).slice(-most)));
    },
  };
};
