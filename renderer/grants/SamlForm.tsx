import { type SubmitEvent, useId, useState } from 'react';
import type { OfferedRole } from '../../app/credentials/saml-offer.ts';
import { grantsWords as words, offeredRoleWords } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { TextArea } from '../parts/TextArea.tsx';
import { useSend } from '../state/outside.ts';
import { AssertionStep } from './AssertionStep.tsx';
import { Faults } from './Faults.tsx';
import { faultAt, otherFaults } from './faults.ts';
import type { FormProps } from './GrantsPanel.tsx';
import { StartButton } from './StartButton.tsx';
import { typed, typedDuration } from './typed.ts';
import { useOperation } from './use-operation.ts';

const SHOWN = ['Policy', 'DurationSeconds'] as const;

const RolePick = (props: {
  readonly roles: readonly OfferedRole[];
  readonly at: number;
  readonly onPick: (at: number) => void;
}) => {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.role}</label>
      <select
        id={id}
        className="field"
        value={props.at}
        onChange={(event) => props.onPick(Number(event.target.value))}
      >
        {props.roles.map((role, at) => (
          <option key={`${role.roleArn} ${role.principalArn}`} value={at}>
            {offeredRoleWords(role)}
          </option>
        ))}
      </select>
    </div>
  );
};

/** AssumeRoleWithSAML (BO3): read an assertion, choose one of the roles it offers. */
export const SamlForm = ({ snapshot, onDone }: FormProps) => {
  const { assertion } = snapshot;
  const send = useSend();
  const [at, setAt] = useState(0);
  const [policy, setPolicy] = useState('');
  const [duration, setDuration] = useState('');
  const { asked, sent } = useOperation(snapshot, 'assume-saml', onDone);
  const long = typedDuration(duration);
  const roles = assertion.kind === 'offered' ? assertion.offer.roles : [];
  const role = roles[at] ?? roles[0];
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (role === undefined || !long.ok) return;
    sent();
    send({
      kind: 'assume-saml',
      name: null,
      region: null,
      ...role,
      assertion: null,
      durationSeconds: long.seconds,
      policy: typed(policy),
      policyArns: [],
    });
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <AssertionStep assertion={assertion} />
      {role !== undefined && <RolePick roles={roles} at={roles.indexOf(role)} onPick={setAt} />}
      <TextField
        name="duration"
        label={words.duration}
        help={words.durationHelp}
        error={long.ok ? faultAt(asked, 'DurationSeconds') : words.wrongDuration}
        value={duration}
        onValue={setDuration}
      />
      <TextArea
        label={words.policy}
        help={words.policyHelp}
        error={faultAt(asked, 'Policy')}
        value={policy}
        onValue={setPolicy}
      />
      <Faults failures={otherFaults(asked, SHOWN)} />
      <StartButton asked={asked} disabled={role === undefined} />
    </form>
  );
};
