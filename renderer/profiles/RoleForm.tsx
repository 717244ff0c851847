import { type SubmitEvent, useEffect, useMemo, useState } from 'react';
import { checkProfile, type ProfileField } from '../../app/profiles/check-profile.ts';
import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { tidyDraft, type RoleKey } from '../../app/profiles/role-fields.ts';
import { roleWay } from '../../app/profiles/role-way.ts';
import { readPastedRole } from '../../app/profiles/switch-role.ts';
import {
  chainedHourWords,
  fieldFaultWords,
  pasteFaultWords,
  profileLabels as words,
  wayWords,
} from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { Faults } from '../parts/Faults.tsx';
import { FormActs } from './FormActs.tsx';
import { Consent } from './Consent.tsx';
import type { StepProps } from './ProfilesPanel.tsx';
import { SourcePick, sourceNames } from './SourcePick.tsx';
import { useChange } from './use-change.ts';
import { backToList, useWork, type FormText } from './work.ts';

/** Fields that are typed as they are written, with their words: those are read while drawing, in the language chosen. */
const PLAIN = [
  ['external_id', 'externalId', 'externalIdHelp', 1300],
  ['role_session_name', 'sessionName', 'sessionNameHelp', 256],
  ['duration_seconds', 'duration', 'durationHelp', 16],
  ['mfa_serial', 'serial', 'serialHelp', 300],
  ['region', 'region', undefined, 80],
] as const satisfies readonly (readonly [
  RoleKey,
  keyof typeof words,
  keyof typeof words | undefined,
  number,
])[];

/** A role's profile as it is typed: each field is checked at once, and what would come of it is shown. */
export const RoleForm = (props: StepProps & { readonly original: string | null }) => {
  const { snapshot, view, original } = props;
  const { work, change } = useWork();
  const { form } = work;
  const [tried, setTried] = useState(false);
  const around = useMemo(
    () => ({ entries: entriesByName(view.entries), identities: new Set(view.identities) }),
    [view.entries, view.identities],
  );
  const sent = useChange(snapshot, () => change(backToList));
  const draft = tidyDraft(form);
  const faults = checkProfile(draft, original, around);
  const entry = original === null ? undefined : around.entries.get(original);
  useEffect(() => {
    const first = original === null ? 'input[name="role_arn"]' : 'input[name="external_id"]';
    document.querySelector<HTMLElement>(first)?.focus();
  }, [original]);

  const set = (part: Partial<FormText>): void => change({ form: { ...form, ...part } });
  const setValue = (key: RoleKey, value: string): void =>
    set({ values: { ...form.values, [key]: value } });

  const typedRole = form.values.role_arn ?? '';
  const pasted = typedRole.trim() === '' ? null : readPastedRole(typedRole);
  /** A URL or `account/role` becomes the ARN it stands for, and a new profile gets a name. */
  const takeRole = (text: string): boolean => {
    const role = readPastedRole(text);
    if (!role.ok) return false;
    const { arn, suggestedName } = role.value;
    const named = form.name.trim() !== '' || original !== null;
    set({
      values: { ...form.values, role_arn: arn },
      ...(named ? {} : { name: suggestedName }),
    });
    return true;
  };

  const errorAt = (field: ProfileField): string | null => {
    const fault = faults.find((one) => one.field === field);
    if (fault === undefined) return null;
    // Nobody is told off for what is not typed yet.
    if (fault.rule.kind === 'required' && !tried) return null;
    if (field === 'role_arn' && pasted !== null)
      return pasted.ok ? null : pasteFaultWords(pasted.failure);
    return fieldFaultWords(fault);
  };
  const sourceError = errorAt('source_profile') ?? errorAt('credential_source') ?? null;
  const helpAt = (key: RoleKey, help: string | undefined): string | undefined =>
    entry?.hidden.includes(key) && (form.values[key] ?? '') === '' ? words.hidden : help;

  const way = roleWay(draft, around.entries, around.identities);
  const seconds = Number(draft.values.duration_seconds ?? view.usualLife) || view.usualLife;
  const hour = chainedHourWords(way, seconds);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0) {
      // Drawn with its failure first.
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.profiles [aria-invalid="true"]')?.focus(),
      );
      return;
    }
    sent.send([{ kind: original === null ? 'add' : 'edit', ...draft }]);
  };

  return (
    <form className="panel-form" onSubmit={submit}>
      {/* As TextField does not know of it: what is pasted here is understood at once. */}
      <div
        onPaste={(event) => {
          if (takeRole(event.clipboardData.getData('text/plain'))) event.preventDefault();
        }}
        onBlur={() => {
          if (pasted?.ok && pasted.value.arn !== typedRole) takeRole(typedRole);
        }}
      >
        <TextField
          name="role_arn"
          label={words.role}
          help={words.roleHelp}
          most={4096}
          error={errorAt('role_arn')}
          value={typedRole}
          onValue={(value) => setValue('role_arn', value)}
        />
      </div>
      {original === null ? (
        <TextField
          name="name"
          label={words.name}
          error={errorAt('name')}
          value={form.name}
          onValue={(name) => set({ name })}
        />
      ) : (
        <p className="setting-help">{words.nameFixed}</p>
      )}
      <SourcePick
        label={words.source}
        names={sourceNames(view.entries, view.identities, draft.name)}
        values={form.values}
        tokenFile={form.tokenFile}
        error={form.tokenFile ? null : sourceError}
        onValues={(values, tokenFile) => set({ values, tokenFile })}
      />
      {form.tokenFile && (
        <TextField
          name="web_identity_token_file"
          label={words.tokenPath}
          most={4096}
          placeholder="/var/run/secrets/token"
          error={errorAt('web_identity_token_file') ?? sourceError}
          value={form.values.web_identity_token_file ?? ''}
          onValue={(value) => setValue('web_identity_token_file', value)}
        />
      )}
      <div className="form-field">
        <span className="way-label">{words.way}</span>
        <output className="way">
          {wayWords(way, seconds)}
          {hour !== null && <span className="row-sub way-note">{hour}</span>}
        </output>
      </div>
      {PLAIN.map(([key, label, help, most]) => {
        const helps = helpAt(key, help === undefined ? undefined : words[help]);
        return (
          <TextField
            key={key}
            name={key}
            label={words[label]}
            {...(helps === undefined ? {} : { help: helps })}
            most={most}
            error={errorAt(key)}
            value={form.values[key] ?? ''}
            onValue={(value) => setValue(key, value)}
          />
        );
      })}
      <Faults failures={sent.failures} />
      {sent.lines.length > 0 ? (
        <Consent name={draft.name} change={sent} removes={false} onNo={() => change(backToList)} />
      ) : (
        <FormActs
          send={sent.running ? words.saving : words.save}
          disabled={sent.running}
          onCancel={props.onBack}
        />
      )}
    </form>
  );
};
