import { type SubmitEvent, useEffect } from 'react';
import { shareable } from '../../app/profiles/share-profiles.ts';
import { profileLabels as words, shareLabel } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { Faults } from '../parts/Faults.tsx';
import { useOperation } from '../state/use-operation.ts';
import { useSend } from '../state/outside.ts';
import type { StepProps } from './ProfilesPanel.tsx';
import { FormActs } from './FormActs.tsx';
import { backToList, useWork } from './work.ts';

/** Role profiles into a file for a team, without anything secret or personal. */
export const ShareForm = ({ snapshot, view, onBack }: StepProps) => {
  const { work, change } = useWork();
  const send = useSend();
  const { asked, sent } = useOperation(snapshot, 'share-profiles', () => change(backToList));
  useEffect(() => document.querySelector<HTMLElement>('input[name="path"]')?.focus(), []);
  const roles = shareable(view.entries);
  const chosen = roles.filter(({ name }) => !work.left.includes(name));
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (chosen.length === 0 || work.path.trim() === '') return;
    sent();
    send({
      kind: 'share-profiles',
      profiles: chosen.map(({ name }) => name),
      path: work.path.trim(),
    });
  };
  if (roles.length === 0) return <p className="setting-help">{words.shareNone}</p>;
  return (
    <form className="panel-form" onSubmit={submit}>
      <p className="setting-help form-about">{words.shareAbout}</p>
      <TextField
        name="path"
        label={words.sharedPath}
        most={4096}
        error={null}
        value={work.path}
        onValue={(path) => change({ path })}
      />
      <fieldset className="choice">
        <legend>{words.title}</legend>
        {roles.map(({ name }) => (
          <label key={name} className="choice-one preview-row">
            <input
              type="checkbox"
              checked={!work.left.includes(name)}
              onChange={(event) =>
                change({
                  left: event.target.checked
                    ? work.left.filter((one) => one !== name)
                    : [...work.left, name],
                })
              }
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <Faults failures={asked.kind === 'refused' ? asked.failures : []} />
      <FormActs
        send={shareLabel(chosen.length)}
        disabled={chosen.length === 0 || asked.kind === 'running'}
        onCancel={onBack}
      />
    </form>
  );
};
