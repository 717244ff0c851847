import { type SubmitEvent, useId, useState } from 'react';
import type { OfferedRole } from '../../app/credentials/saml-offer.ts';
import { grantsWords as words, offeredRoleWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';
import { AssertionStep } from './AssertionStep.tsx';
import { Faults } from '../parts/Faults.tsx';
import { otherFaults } from './faults.ts';
import type { FormProps } from './GrantsPanel.tsx';
import { LimitFields, LIMITS, useLimits } from './LimitFields.tsx';
import { StartButton } from './StartButton.tsx';
import { useOperation } from '../state/use-operation.ts';

const RolePick = (props: {
  readonly roles: readonly OfferedRole[];
  readonly at: number;
  readonly onPick: (at: number) => void;
}) => {
  const id = useId();
  const chosen = props.roles[props.at];
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.role}</label>
      <select
        id={id}
        className="field"
        value={props.at}
        // Names are of any length, and a pick list breaks no line.
        title={chosen && offeredRoleWords(chosen)}
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
  const limits = useLimits();
  const { asked, sent } = useOperation(snapshot, 'assume-saml', onDone);
  const roles = assertion.kind === 'offered' ? assertion.offer.roles : [];
  const role = roles[at] ?? roles[0];
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (role === undefined || limits.chosen === null) return;
    sent();
    send({
      kind: 'assume-saml',
      name: null,
      region: null,
      ...role,
      assertion: null,
      ...limits.chosen,
    });
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <AssertionStep assertion={assertion} />
      {role !== undefined && <RolePick roles={roles} at={roles.indexOf(role)} onPick={setAt} />}
      <LimitFields
        limits={limits}
        asked={asked}
        policy={{ label: words.policy, help: words.policyHelp }}
        durationHelp={words.durationHelp}
      />
      <Faults failures={otherFaults(asked, LIMITS)} />
      <StartButton asked={asked} disabled={role === undefined} />
    </form>
  );
};
