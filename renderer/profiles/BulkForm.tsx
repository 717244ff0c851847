import { type SubmitEvent, useDeferredValue, useEffect, useMemo } from 'react';
import { readAccounts } from '../../app/profiles/account-list.ts';
import { bulkProfiles } from '../../app/profiles/bulk-profiles.ts';
import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { partitionOf } from '../../app/regions/region.ts';
import {
  addManyLabel,
  badLineWords,
  bulkStateWords,
  listFaultWords,
  profileLabels as words,
} from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { Faults } from '../parts/Faults.tsx';
import { TextArea } from '../parts/TextArea.tsx';
import type { StepProps } from './ProfilesPanel.tsx';
import { FormActs } from './FormActs.tsx';
import { SourcePick, sourceNames } from './SourcePick.tsx';
import { useChange } from './use-change.ts';
import { backToList, useWork, type BulkText } from './work.ts';

/** One role in many accounts: a list of accounts, and what comes of it line by line before anything is written. */
export const BulkForm = ({ snapshot, view, onBack }: StepProps) => {
  const { work, change } = useWork();
  const { bulk } = work;
  const sent = useChange(snapshot, () => change(backToList));
  const set = (part: Partial<BulkText>): void => change({ bulk: { ...bulk, ...part } });
  const text = useDeferredValue(bulk);
  useEffect(() => document.querySelector<HTMLElement>('.profiles textarea')?.focus(), []);
  const around = useMemo(
    () => ({ entries: entriesByName(view.entries), identities: new Set(view.identities) }),
    [view.entries, view.identities],
  );
  const list = useMemo(
    () => (text.accounts.trim() === '' ? null : readAccounts(text.accounts)),
    [text.accounts],
  );
  const rows = useMemo(() => {
    if (list === null || !list.ok || text.roleName.trim() === '') return [];
    return bulkProfiles(
      {
        accounts: list.value.accounts,
        roleName: text.roleName.trim(),
        partition: partitionOf(text.region.trim())?.id ?? 'aws',
        nameTemplate: text.template,
        shared: { source_profile: text.source, region: text.region },
      },
      around,
    );
  }, [list, text, around]);
  const fresh = rows.filter(({ state }) => state.kind === 'new');
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (fresh.length > 0) sent.send(fresh.map(({ draft }) => ({ kind: 'add', ...draft })));
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <TextArea
        label={words.accounts}
        help={words.accountsHelp}
        error={list === null || list.ok ? null : listFaultWords(list.failure)}
        value={bulk.accounts}
        onValue={(accounts) => set({ accounts })}
      />
      <TextField
        name="roleName"
        label={words.roleName}
        error={null}
        value={bulk.roleName}
        onValue={(roleName) => set({ roleName })}
      />
      <TextField
        name="template"
        label={words.template}
        help={words.templateHelp}
        error={null}
        value={bulk.template}
        onValue={(template) => set({ template })}
      />
      <SourcePick
        label={words.source}
        names={sourceNames(view.entries, view.identities, '')}
        values={{ source_profile: bulk.source }}
        tokenFile={false}
        error={null}
        inside
        onValues={(values) => set({ source: values.source_profile ?? '' })}
      />
      <TextField
        name="region"
        label={words.region}
        error={null}
        value={bulk.region}
        onValue={(region) => set({ region })}
      />
      {list?.ok && (
        <section className="preview" aria-label={words.preview}>
          <h2>{words.preview}</h2>
          <ul>
            {list.value.bad.map((bad) => (
              <li key={`bad ${bad.line}`} className="preview-row" data-state="bad">
                {badLineWords(bad)}
              </li>
            ))}
            {rows.map(({ line, draft, state }) => (
              <li key={line} className="preview-row" data-state={state.kind}>
                <span className="preview-name">{draft.name}</span>
                <span className="preview-what">{bulkStateWords(state)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Faults failures={sent.failures} />
      <FormActs
        send={sent.running ? words.saving : addManyLabel(fresh.length)}
        disabled={fresh.length === 0 || sent.running}
        onCancel={onBack}
      />
    </form>
  );
};
