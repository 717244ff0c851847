import { type SubmitEvent, useId, useState } from 'react';
import { grantsWords as words } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { useSend } from '../state/outside.ts';
import { Faults } from '../parts/Faults.tsx';
import { faultAt, otherFaults } from './faults.ts';
import type { FormProps } from './GrantsPanel.tsx';
import { LimitFields, LIMITS, useLimits } from './LimitFields.tsx';
import { StartButton } from './StartButton.tsx';
import { useOperation } from '../state/use-operation.ts';

const SHOWN = ['Name', ...LIMITS] as const;

/** GetFederationToken with a long-term key (BO5). */
export const FederatedForm = ({ snapshot, onDone }: FormProps) => {
  const send = useSend();
  const id = useId();
  const names = snapshot.sessions.map(({ identity }) => identity);
  const [chosen, setChosen] = useState(names[0] ?? '');
  const [userName, setUserName] = useState('');
  const limits = useLimits();
  const { asked, sent } = useOperation(snapshot, 'federate', onDone);
  if (names.length === 0) return <p className="setting-help">{words.noIdentity}</p>;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (limits.chosen === null) return;
    sent();
    send({
      kind: 'federate',
      identity: chosen,
      name: null,
      userName: userName.trim(),
      ...limits.chosen,
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
      <LimitFields
        limits={limits}
        asked={asked}
        policy={{ label: words.userPolicy, help: words.userPolicyHelp }}
        durationHelp={words.userDurationHelp}
      />
      <Faults failures={otherFaults(asked, SHOWN)} />
      <StartButton asked={asked} />
    </form>
  );
};
