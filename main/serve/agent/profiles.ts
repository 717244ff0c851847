import type { CommandRequest } from '../../../app/command-line/table.ts';
import type { ProfileChange } from '../../../app/profiles/edit-profiles.ts';
import { readAccounts } from '../../../app/profiles/account-list.ts';
import { bulkProfiles, defaultNameTemplate } from '../../../app/profiles/bulk-profiles.ts';
import { entriesByName, type ProfileEntry } from '../../../app/profiles/profile-entries.ts';
import {
  roleKeys,
  sourceKeys,
  tidyValues,
  type RoleKey,
  type RoleValues,
} from '../../../app/profiles/role-fields.ts';
import { readShared, shareable, sharedText } from '../../../app/profiles/share-profiles.ts';
import { readPastedRole } from '../../../app/profiles/switch-role.ts';
import { partitionOf } from '../../../app/regions/region.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { inColumns } from '../../../app/view/words/agent.ts';
import { fileOutcomeSentence, nothingToShare } from '../../../app/view/words/aws-section.ts';
import {
  badLineWords,
  bulkStateWords,
  listFaultWords,
  noSuchProfilesWords,
  nothingToAdoptWords,
  pasteFaultWords,
  sharedFaultWords,
  sharedStateWords,
} from '../../../app/view/words/profile-editor.ts';
import { failed, said, type Call, type Reply } from './call.ts';
import { pathFrom, readTyped, type AgentDeps, type Handlers, type Step } from './context.ts';
import type { Operate } from './operate.ts';
import { writeResult } from './seeing.ts';

/** Commands that edit role profiles in the config file, and share them. */
export const profiles = (
  { engine }: Pick<AgentDeps, 'engine'>,
  operate: Operate,
): Handlers<
  'add-profile' | 'add-profiles' | 'edit-profile' | 'remove-profile' | 'share' | 'adopt'
> => {
  const entries = (): readonly ProfileEntry[] => engine.state().profiles.entries;

  const identities = (): ReadonlySet<string> =>
    new Set(
      [...engine.state().identities.values()].flatMap(({ name, origin }) =>
        origin === 'keychain' ? [name] : [],
      ),
    );

  const around = () => ({ entries: entriesByName(entries()), identities: identities() });

  const change = async (
    changes: readonly ProfileChange[],
    replace: boolean,
    call: Call,
  ): Promise<Reply> => {
    const done = await operate(
      {
        kind: 'change-profiles',
        changes: changes.map((one) =>
          one.kind === 'edit' ? { ...one, keep: [...(one.keep ?? [])] } : one,
        ),
        agreed: replace ? 'all' : [],
      },
      call,
    );
    if (!done.ok) return done.failure;
    return done.value.kind === 'profiles-changed'
      ? said(`${fileOutcomeSentence(done.value)}\n`)
      : said('');
  };

  type Typed = CommandRequest<'add-profile' | 'edit-profile'>;

  /** What was typed, by the keys of the config file; a role in any way of writing. */
  const valuesOf = (typed: Typed, call: Call): Step<RoleValues> => {
    const role = typed.role === null ? null : readPastedRole(typed.role);
    // An ARN of another maker's server is told as what it is, by the rules of its field.
    const isArn = typed.role?.startsWith('arn:') ?? false;
    if (role !== null && !role.ok && !isArn)
      return fail(failed('usage', pasteFaultWords(role.failure)));
    const { webIdentityTokenFile: token, durationSeconds: life } = typed;
    const values: Readonly<Record<RoleKey, string | null>> = {
      role_arn: role?.ok ? role.value.arn : typed.role,
      source_profile: typed.sourceProfile,
      credential_source: typed.credentialSource,
      web_identity_token_file: token === null ? null : pathFrom(call, token),
      external_id: typed.externalId,
      role_session_name: typed.roleSessionName,
      duration_seconds: life === null ? null : String(life),
      mfa_serial: typed.mfaSerial,
      region: typed.region,
    };
    const given = roleKeys.flatMap((key) => {
      const value = values[key];
      return value === null ? [] : [[key, value]];
    });
    return ok(tidyValues(Object.fromEntries(given)));
  };

  /** Another source takes the place of the one that was there. */
  const withTyped = (
    entry: ProfileEntry | undefined,
    typed: RoleValues,
    cleared: readonly string[],
  ): RoleValues => {
    const other = sourceKeys.some((key) => typed[key] !== undefined);
    const gone = new Set([
      ...cleared.map((name) => name.replaceAll('-', '_')),
      ...(other ? sourceKeys : []),
    ]);
    const kept = Object.entries(entry?.values ?? {}).filter(([key]) => !gone.has(key));
    return { ...Object.fromEntries(kept), ...typed };
  };

  return {
    'add-profile': async (typed, call) => {
      const values = valuesOf(typed, call);
      if (!values.ok) return values.failure;
      return change([{ kind: 'add', name: typed.profile, values: values.value }], false, call);
    },
    'add-profiles': async ({ file, role, sourceProfile, names, region, dryRun }, call) => {
      const text = await readTyped(call, file);
      if (!text.ok) return text.failure;
      const list = readAccounts(reveal(text.value));
      if (!list.ok) return failed('failed', listFaultWords(list.failure));
      const rows = bulkProfiles(
        {
          accounts: list.value.accounts,
          roleName: role,
          partition: partitionOf(region ?? '')?.id ?? 'aws',
          nameTemplate: names ?? defaultNameTemplate,
          shared: { source_profile: sourceProfile, ...(region === null ? {} : { region }) },
        },
        around(),
      );
      const told = inColumns(rows.map(({ draft, state }) => [draft.name, bulkStateWords(state)]));
      const preview = told.map((line) => `${line}\n`).join('');
      const bad = list.value.bad.map((one) => `fobwatch: ${badLineWords(one)}\n`).join('');
      const fresh = rows.flatMap(({ draft, state }): readonly ProfileChange[] =>
        state.kind === 'new' ? [{ kind: 'add', ...draft }] : [],
      );
      if (dryRun) return said(preview, bad);
      if (fresh.length === 0) return said(preview, `${bad}fobwatch: ${nothingToAdoptWords()}\n`);
      const done = await change(fresh, false, call);
      return done.end === 'done' ? said(preview + reveal(done.out), bad) : done;
    },
    'edit-profile': async (typed, call) => {
      const values = valuesOf(typed, call);
      if (!values.ok) return values.failure;
      const entry = entriesByName(entries()).get(typed.profile);
      const cleared = new Set(typed.clear.map((name) => name.replaceAll('-', '_')));
      const keep = (entry?.hidden ?? []).filter((key) => !cleared.has(key));
      const whole = withTyped(entry, values.value, typed.clear);
      return change(
        [{ kind: 'edit', name: typed.profile, values: whole, keep }],
        typed.replace,
        call,
      );
    },
    'remove-profile': ({ profile, replace }, call) =>
      change([{ kind: 'remove', name: profile }], replace, call),
    share: async ({ profiles: names, output, force }, call) => {
      const known = entriesByName(entries());
      const missing = names.filter((name) => !known.has(name));
      if (missing.length > 0) return failed('unknown-name', noSuchProfilesWords(missing));
      const wanted = entries().filter(({ name }) => names.length === 0 || names.includes(name));
      if (shareable(wanted).length === 0) return failed('failed', nothingToShare());
      const text = sharedText(wanted);
      if (output === null || output === '-') return said(text);
      const path = pathFrom(call, output);
      const written = await writeResult(path, text, force, engine.state().paths);
      return written.ok ? said(`${path}\n`) : written.failure;
    },
    adopt: async ({ file, sourceProfile, dryRun, replace }, call) => {
      const text = await readTyped(call, file);
      if (!text.ok) return text.failure;
      const read = readShared(reveal(text.value), sourceProfile, around());
      if (!read.ok) return failed('failed', sharedFaultWords(read.failure));
      const told = inColumns(read.value.map(({ name, state }) => [name, sharedStateWords(state)]));
      const preview = told.map((line) => `${line}\n`).join('');
      const changes = read.value.flatMap(({ draft, state }): readonly ProfileChange[] => {
        if (state.kind === 'new') return [{ kind: 'add', ...draft }];
        return state.kind === 'different' && replace ? [{ kind: 'edit', ...draft }] : [];
      });
      if (dryRun) return said(preview);
      if (changes.length === 0) return said(preview, `fobwatch: ${nothingToAdoptWords()}\n`);
      const done = await change(changes, replace, call);
      return done.end === 'done' ? said(preview + reveal(done.out)) : done;
    },
  };
};
