import { type SubmitEvent, useState } from 'react';
import { grantsWords as words } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { Choice } from '../parts/Choice.tsx';
import { useSend } from '../state/outside.ts';
import { Faults } from '../parts/Faults.tsx';
import { faultAt, otherFaults } from './faults.ts';
import type { FormProps } from './GrantsPanel.tsx';
import { LimitFields, LIMITS, useLimits } from './LimitFields.tsx';
import { StartButton } from './StartButton.tsx';
import { typed } from './typed.ts';
import { useOperation } from '../state/use-operation.ts';

const SHOWN = ['RoleArn', 'WebIdentityToken', 'RoleSessionName', 'ProviderId', ...LIMITS] as const;

/** AssumeRoleWithWebIdentity (BO4). A pasted token never enters React's state, and leaves its field as it goes. */
export const WebIdentityForm = ({ snapshot, onDone }: FormProps) => {
  const send = useSend();
  const [from, setFrom] = useState<keyof typeof words.tokenKinds>('file');
  const [path, setPath] = useState('');
  const [unnamed, setUnnamed] = useState(false);
  const [roleArn, setRoleArn] = useState('');
  const [sessionName, setSessionName] = useState('');
  const [provider, setProvider] = useState('');
  const limits = useLimits();
  const { asked, sent } = useOperation(snapshot, 'assume-web-identity', onDone);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('token');
    const token = field instanceof HTMLInputElement ? field.value.trim() : '';
    if (limits.chosen === null) return;
    const isUnnamed = from === 'file' && path.trim() === '';
    setUnnamed(isUnnamed);
    if (isUnnamed) {
      const file = event.currentTarget.elements.namedItem('tokenFile');
      if (file instanceof HTMLInputElement) file.focus();
      return;
    }
    sent();
    send({
      kind: 'assume-web-identity',
      name: null,
      region: null,
      roleArn: roleArn.trim(),
      roleSessionName: typed(sessionName),
      source: from === 'file' ? { kind: 'file', path: path.trim() } : { kind: 'token', token },
      providerId: typed(provider),
      ...limits.chosen,
    });
    if (field instanceof HTMLInputElement) field.value = '';
  };
  return (
    <form className="panel-form" onSubmit={submit}>
      <TextField
        name="roleArn"
        label={words.roleArn}
        placeholder="arn:aws:iam::111122223333:role/deploy"
        error={faultAt(asked, 'RoleArn')}
        value={roleArn}
        onValue={setRoleArn}
      />
      <Choice label={words.tokenFrom} of={words.tokenKinds} value={from} onValue={setFrom} />
      {from === 'file' ? (
        <TextField
          name="tokenFile"
          label={words.tokenFile}
          help={words.tokenFileHelp}
          placeholder="~/token.jwt"
          error={unnamed ? words.tokenFileMissing : faultAt(asked, 'WebIdentityToken')}
          value={path}
          onValue={(next) => {
            setUnnamed(false);
            setPath(next);
          }}
        />
      ) : (
        <TextField
          name="token"
          label={words.token}
          help={words.tokenHelp}
          error={faultAt(asked, 'WebIdentityToken')}
          most={20_000}
          secret
        />
      )}
      <TextField
        name="sessionName"
        label={words.sessionName}
        help={words.sessionNameHelp}
        error={faultAt(asked, 'RoleSessionName')}
        value={sessionName}
        onValue={setSessionName}
      />
      <TextField
        name="provider"
        label={words.provider}
        help={words.providerHelp}
        placeholder="graph.facebook.com"
        error={faultAt(asked, 'ProviderId')}
        value={provider}
        onValue={setProvider}
      />
      <LimitFields
        limits={limits}
        asked={asked}
        policy={{ label: words.policy, help: words.policyHelp }}
        durationHelp={words.durationHelp}
      />
      <Faults failures={otherFaults(asked, SHOWN)} />
      <StartButton asked={asked} />
    </form>
  );
};
