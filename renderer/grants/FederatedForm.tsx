import { type SubmitEvent, useId, useState } from 'react';
import { grantsWords as words } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { TextArea } from '../parts/TextArea.tsx';
import { useSend } from '../state/outside.ts';
import { Faults } from './Faults.tsx';
import { faultAt, otherFaults } from './faults.ts';
import type { FormProps } from './GrantsPanel.tsx';
import { StartButton } from './StartButton.tsx';
import { typed, typedDuration } from './typed.ts';
import { useOperation } from './use-operation.ts';

const SHOWN = ['Name', 'Policy', 'DurationSeconds'] as const;

/** GetFederationToken with a long-term key (BO5). */
export const FederatedForm = ({ snapshot, onDone }: FormProps) => {
  const send = useSend();
  const id = useId();
  const names = snapshot.sessions.map(({ identity }) => identity);
  const [chosen, setChosen] = useState(names[0] ?? '');
  const [userName, setUserName] = useState('');
  const [policy, setPolicy] = useState('');
  const [duration, setDuration] = useState('');
  const { asked, sent } = useOperation(snapshot, 'federate', onDone);
  const long = typedDuration(duration);
  if (names.length === 0) return <p className="setting-help">{words.noIdentity}</p>;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!long.ok) return;
    sent();
    send({
      kind: 'federate',
      identity: chosen,
      name: null,
      userName: userName.trim(),
      durationSeconds: long.seconds,
      policy: typed(policy),
      policyArns: [],
      tags: [],
    });
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <div className="form-field">
        <label htmlFor={id}>{words.identity}</label>
        <select
          id={id}
          className="field"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <TextField
        name="userName"
        label={words.userName}
        placeholder="ada-at-work"
        error={faultAt(asked, 'Name')}
        value={userName}
        onValue={setUserName}
      />
      <TextArea
        label={words.userPolicy}
        help={words.userPolicyHelp}
        error={faultAt(asked, 'Policy')}
        value={policy}
        onValue={setPolicy}
      />
      <TextField
        name="duration"
        label={words.duration}
        help={words.userDurationHelp}
        error={long.ok ? faultAt(asked, 'DurationSeconds') : words.wrongDuration}
        value={duration}
        onValue={setDuration}
      />
      <Faults failures={otherFaults(asked, SHOWN)} />
      <StartButton asked={asked} />
    </form>
  );
};
