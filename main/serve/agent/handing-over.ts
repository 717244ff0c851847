import {
  formatCredentials,
  formatCredentialSet,
  setKey,
} from '../../../app/credentials/formats.ts';
import type { Confirmation } from '../../../app/contract-guard.ts';
import type { Handed } from '../../../app/engine/holding.ts';
import { blockFor, liveProfileOf, type BlockParts } from '../../../app/export/blocks.ts';
import type { HandOver } from '../../../app/ledger.ts';
import { endpointsOfGrant } from '../../../app/session/grant-endpoints.ts';
import { grantName, type GrantRef } from '../../../app/model.ts';
import { importedWords, savedWords } from '../../../app/view/words/agent.ts';
import { handed, said, type Call } from './call.ts';
import { pathFrom, type AgentDeps, type Handlers, type Step, type Steps } from './context.ts';
import type { Patience } from './obtaining.ts';
import type { Operate } from './operate.ts';
import { shellFor } from './shell-for.ts';

type Given = { readonly credentials: Handed; readonly note: string };

/** Commands that hand credentials to other programs. */
export const handingOver = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
  operate: Operate,
): Handlers<'env' | 'credentials' | 'export' | 'import'> => {
  const given = async (
    name: string,
    how: HandOver,
    patience: Patience,
    call: Call,
  ): Promise<Step<Given>> => {
    const target = steps.named(name);
    if (!target.ok) return target;
    const obtained = await steps.obtained(target.value, patience, call, how);
    if (!obtained.ok) return obtained;
    const shown = await steps.confirmed(target.value, how, patience, call);
    return shown.ok ? steps.handOver(target.value, how, call, shown.value) : shown;
  };

  /** Of several that are waited for, a question at the terminal comes first. */
  const firstFailure = (results: readonly Step<unknown>[]) => {
    const failures = results.flatMap((one) => (one.ok ? [] : [one.failure]));
    return failures.find(({ end }) => end === 'ask') ?? failures[0];
  };

  return {
    env: async ({ name, shell, live, clear, ...patience }, call) => {
      const form = shellFor(shell, call, engine.settings());
      const handedBlock = (parts: BlockParts, note: string) => {
        const block = blockFor(form, parts);
        return block.ok ? handed(block.value, note) : steps.refused([block.failure]);
      };
      if (clear) return handedBlock({ kind: 'clear' }, '');
      if (live) {
        // Nothing leaves: the profile asks by itself, whenever somebody uses it.
        const target = steps.named(name ?? '');
        if (!target.ok) return target.failure;
        const region = endpointsOfGrant(engine.state(), target.value)?.region ?? null;
        const profile = liveProfileOf(grantName(target.value));
        return handedBlock({ kind: 'live', profile, region }, '');
      }
      const found = await given(name ?? '', 'env', patience, call);
      if (!found.ok) return found.failure;
      const { credentials, note } = found.value;
      return handedBlock({ ...credentials, kind: 'exports', profile: credentials.name }, note);
    },
    credentials: async ({ name, ...patience }, call) => {
      const found = await given(name, 'credentials', patience, call);
      if (!found.ok) return found.failure;
      const { credentials, note } = found.value;
      return handed(formatCredentials('credential-process', credentials), note);
    },
    export: async ({ names, format, file, ...patience }, call) => {
      const targets = steps.allNamed(names);
      if (!targets.ok) return targets.failure;
      const waited = await Promise.all(
        targets.value.map((target) => steps.obtained(target, patience, call, 'export')),
      );
      const wrong = firstFailure(waited);
      if (wrong !== undefined) return wrong;
      const confirmed = await Promise.all(
        targets.value.map((target) => steps.confirmed(target, 'export', patience, call)),
      );
      const refused = firstFailure(confirmed);
      if (refused !== undefined) return refused;
      const shown = confirmed.flatMap((one) => (one.ok ? one.value : []));
      if (file !== null && file !== '-') {
        const path = pathFrom(call, file);
        const done = await operate(
          { kind: 'export-file', targets: [...targets.value], format, path, confirmed: shown },
          call,
        );
        return done.ok ? said(`${savedWords(path)}\n`) : done.failure;
      }
      return printed(targets.value, format ?? engine.settings().exportFormat, call, shown);
    },
    import: async ({ file, name }, call) => {
      const path = pathFrom(call, file);
      const done = await operate({ kind: 'import-file', path, name }, call);
      if (!done.ok) return done.failure;
      return said(done.value.kind === 'held' ? `${importedWords(done.value.target)}\n` : '');
    },
  };

  function printed(
    targets: readonly GrantRef[],
    format: Parameters<typeof formatCredentials>[0],
    call: Call,
    shown: readonly Confirmation[],
  ) {
    const all: Given[] = [];
    const taken = new Set<string>();
    const [, second] = targets;
    if (second !== undefined && format === 'credential-process')
      return steps.refused([{ kind: 'one-set-only', count: targets.length }]);
    for (const target of targets) {
      const one = steps.handOver(target, 'export', call, shown);
      if (!one.ok) return one.failure;
      const { name } = one.value.credentials;
      if (taken.has(name)) return steps.refused([{ kind: 'same-key', key: setKey(name) }]);
      taken.add(name);
      all.push(one.value);
    }
    const notes = all.map(({ note }) => note).join('');
    const [first] = all;
    if (first !== undefined && all.length === 1)
      return handed(formatCredentials(format, first.credentials), notes);
    if (format === 'credential-process') return steps.refused([]);
    const set = all.map(({ credentials }) => ({ ...credentials, profile: credentials.name }));
    return handed(formatCredentialSet(format, set), notes);
  }
};
