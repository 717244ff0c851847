import { useEffect, useState } from 'react';
import type { AssertionFrom } from '../../app/credentials/assertion.ts';
import type { AssertionState } from '../../app/session/assertion.ts';
import { failureWords, grantsWords as words, offerWords } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { useSend, useTick } from '../state/outside.ts';

/** What was read is let go when nobody looks at the form any more. */
const useDroppedUnseen = (): void => {
  const send = useSend();
  useEffect(() => () => send({ kind: 'drop-assertion' }), [send]);
};

/** Where the assertion is read from: main reads it, the window learns only what it offers. */
export const AssertionStep = (props: { readonly assertion: AssertionState }) => {
  const { assertion } = props;
  const send = useSend();
  const [from, setFrom] = useState<AssertionFrom['kind']>('clipboard');
  const [path, setPath] = useState('');
  const [command, setCommand] = useState('');
  /** Whether it was to be read without saying from where. */
  const [unnamed, setUnnamed] = useState(false);
  useDroppedUnseen();
  const offer = assertion.kind === 'offered' ? assertion.offer : null;
  const offered = useTick((now) =>
    offer === null
      ? null
      : offerWords(offer.roles.length, offer.endsAt === null ? null : offer.endsAt - now),
  );
  const read = (): void => {
    if (from === 'clipboard') return send({ kind: 'read-assertion', from: { kind: 'clipboard' } });
    const text = (from === 'file' ? path : command).trim();
    setUnnamed(text === '');
    if (text === '') return;
    send({
      kind: 'read-assertion',
      from: from === 'file' ? { kind: 'file', path: text } : { kind: 'command', command: text },
    });
  };
  const failure = assertion.kind === 'failed' ? failureWords(assertion.failure, 0).sentence : null;
  return (
    <>
      <Choice label={words.from} of={words.fromKinds} value={from} onValue={setFrom} />
      {from === 'clipboard' && <p className="setting-help">{words.clipboardHelp}</p>}
      {from === 'file' && (
        <TextField
          name="assertionFile"
          label={words.file}
          placeholder="~/Downloads/SAMLResponse.txt"
          error={unnamed && path.trim() === '' ? words.fileMissing : null}
          value={path}
          onValue={setPath}
        />
      )}
      {from === 'command' && (
        <TextField
          name="assertionCommand"
          label={words.command}
          help={words.commandHelp}
          placeholder="saml-login --print"
          error={unnamed && command.trim() === '' ? words.commandMissing : null}
          most={4096}
          value={command}
          onValue={setCommand}
        />
      )}
      <div className="panel-acts">
        <Button type="button" rests={assertion.kind === 'reading'} onPress={read}>
          {assertion.kind === 'reading' ? words.reading : words.read}
        </Button>
        <output className="setting-help" data-kind={failure === null ? 'plain' : 'failure'}>
          {failure ?? offered}
        </output>
      </div>
    </>
  );
};
