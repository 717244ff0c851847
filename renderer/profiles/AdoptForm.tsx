import { type SubmitEvent, useEffect, useId, useMemo, useState } from 'react';
import type { ProfileChange } from '../../app/profiles/edit-profiles.ts';
import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { mostShared, readShared } from '../../app/profiles/share-profiles.ts';
import {
  adoptLabel,
  profileLabels as words,
  sharedFaultWords,
  sharedStateWords,
} from '../../app/view/words.ts';
import { Faults } from '../parts/Faults.tsx';
import { TextArea } from '../parts/TextArea.tsx';
import { FormActs } from './FormActs.tsx';
import { Consent } from './Consent.tsx';
import type { StepProps } from './ProfilesPanel.tsx';
import { SourcePick, sourceNames } from './SourcePick.tsx';
import { useChange } from './use-change.ts';
import { backToList, useWork, type AdoptText } from './work.ts';

/** Shared profiles that come in: what each would be is shown before anything is written. */
export const AdoptForm = ({ snapshot, view, onBack }: StepProps) => {
  const { work, change } = useWork();
  const { adopt } = work;
  const id = useId();
  const [tooLong, setTooLong] = useState(false);
  const sent = useChange(snapshot, () => change(backToList));
  const set = (part: Partial<AdoptText>): void => change({ adopt: { ...adopt, ...part } });
  useEffect(() => document.querySelector<HTMLElement>('.profiles input[type="file"]')?.focus(), []);
  const around = useMemo(
    () => ({ entries: entriesByName(view.entries), identities: new Set(view.identities) }),
    [view.entries, view.identities],
  );
  const names = sourceNames(view.entries, view.identities, '');
  const signs = view.entries.find((entry) => entry.signs)?.name;
  const source = adopt.source === '' ? (view.identities[0] ?? signs ?? '') : adopt.source;
  const read = useMemo(
    () => (adopt.text.trim() === '' ? null : readShared(adopt.text, source, around)),
    [adopt.text, source, around],
  );
  const changes = (read?.ok ? read.value : []).flatMap(
    ({ name, draft, state }): readonly ProfileChange[] => {
      if (state.kind === 'new') return [{ kind: 'add', ...draft }];
      return state.kind === 'different' && adopt.replace.includes(name)
        ? [{ kind: 'edit', ...draft }]
        : [];
    },
  );
  const take = (file: File | undefined): void => {
    setTooLong(file !== undefined && file.size > 4 * mostShared.characters);
    if (file === undefined || file.size > 4 * mostShared.characters) return;
    void file.text().then((text) => set({ text }));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (changes.length > 0) sent.send(changes);
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <div className="form-field">
        <label htmlFor={id}>{words.file}</label>
        <input
          id={id}
          className="field field-file"
          type="file"
          accept=".json,application/json"
          aria-invalid={tooLong}
          aria-describedby={tooLong ? `${id}-note` : undefined}
          onChange={(event) => take(event.target.files?.[0])}
        />
        {tooLong && (
          <p id={`${id}-note`} className="setting-help" data-kind="failure" role="alert">
            {words.fileTooLong}
          </p>
        )}
      </div>
      <TextArea
        label={words.pasted}
        help={words.pastedHelp}
        error={read === null || read.ok ? null : sharedFaultWords(read.failure)}
        value={adopt.text}
        onValue={(text) => set({ text })}
      />
      <SourcePick
        label={words.adoptSource}
        names={names}
        values={{ source_profile: source }}
        tokenFile={false}
        error={null}
        inside
        onValues={(values) => set({ source: values.source_profile ?? '' })}
      />
      {read?.ok && (
        <section className="preview" aria-label={words.preview}>
          <h2>{words.preview}</h2>
          <ul>
            {read.value.map(({ name, state }, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a file may name one profile twice
              <li key={`${at} ${name}`} className="preview-row" data-state={state.kind}>
                <span className="preview-name">{name}</span>
                <span className="preview-what">{sharedStateWords(state)}</span>
                {state.kind === 'different' && (
                  <label className="choice-one">
                    <input
                      type="checkbox"
                      checked={adopt.replace.includes(name)}
                      onChange={(event) =>
                        set({
                          replace: event.target.checked
                            ? [...adopt.replace, name]
                            : adopt.replace.filter((one) => one !== name),
                        })
                      }
                    />
                    <span>{words.replaceIt}</span>
                  </label>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Faults failures={sent.failures} />
      {sent.lines.length > 0 ? (
        <Consent
          name={sent.lines[0]?.profile ?? ''}
          change={sent}
          removes={false}
          onNo={() => change(backToList)}
        />
      ) : (
        <FormActs
          send={sent.running ? words.saving : adoptLabel(changes.length)}
          disabled={changes.length === 0 || sent.running}
          onCancel={onBack}
        />
      )}
    </form>
  );
};
