import { type SubmitEvent, useEffect, useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { detailsLabel, failureWords, keyFormWords } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useSend } from '../state/outside.ts';
import { TextField } from './TextField.tsx';

type FieldName = 'name' | 'accessKeyId' | 'secretAccessKey' | 'serial';

const fieldOf = (failure: Failure | null): FieldName | null => {
  if (failure === null) return null;
  if (failure.kind === 'field') return failure.field;
  return failure.kind === 'name-taken' ? 'name' : null;
};

/** A long-term key on its way into the keychain: it is sent once, and the secret leaves the field as it goes. */
export const KeyForm = (props: { readonly snapshot: WindowSnapshot }) => {
  const { keyForm } = props.snapshot;
  const send = useSend();
  const failure = keyForm.kind === 'open' ? keyForm.failure : null;
  const suggested = keyForm.kind === 'open' ? keyForm.suggestedName : '';
  const [name, setName] = useState<string | null>(null);
  const [accessKeyId, setAccessKeyId] = useState('');
  const [serial, setSerial] = useState('');
  const wrong = fieldOf(failure);
  const words = failure === null ? null : failureWords(failure, 0);
  const sentence = words?.sentence ?? null;
  const errorAt = (field: FieldName): string | null => (wrong === field ? sentence : null);

  // Where the next key stroke belongs: the wrong field; after any other failure the emptied one; at first the first
  // that nobody filled in.
  const begin = suggested === '' ? 'name' : 'accessKeyId';
  const isOpen = keyForm.kind === 'open';
  useEffect(() => {
    if (!isOpen) return;
    const next = failure === null ? begin : (fieldOf(failure) ?? 'secretAccessKey');
    document.querySelector<HTMLInputElement>(`[name="${next}"]`)?.focus();
  }, [isOpen, failure, begin]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      if (event.key === 'Escape') send({ kind: 'close-key-form' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [send]);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const secretField = event.currentTarget.elements.namedItem('secretAccessKey');
    if (!(secretField instanceof HTMLInputElement)) return;
    send({
      kind: 'add-identity',
      name: (name ?? suggested).trim(),
      accessKeyId: accessKeyId.trim(),
      secretAccessKey: secretField.value.trim(),
      serial: serial.trim(),
    });
    // The secret was never in React's state, so emptying the field is all there is to forget.
    secretField.value = '';
  };
  return (
    <main className="window key-form">
      <form onSubmit={submit}>
        <h1>{keyFormWords.title}</h1>
        <p className="quiet">{keyFormWords.intro}</p>
        <TextField
          name="name"
          label={keyFormWords.name}
          help={keyFormWords.nameHelp}
          error={errorAt('name')}
          value={name ?? suggested}
          onValue={setName}
        />
        <TextField
          name="accessKeyId"
          label={keyFormWords.accessKeyId}
          placeholder="AKIA…"
          error={errorAt('accessKeyId')}
          value={accessKeyId}
          onValue={setAccessKeyId}
        />
        <TextField
          name="secretAccessKey"
          label={keyFormWords.secretAccessKey}
          error={errorAt('secretAccessKey')}
          secret
        />
        <TextField
          name="serial"
          label={keyFormWords.serial}
          help={keyFormWords.serialHelp}
          placeholder="arn:aws:iam::111122223333:mfa/ada"
          error={errorAt('serial')}
          value={serial}
          onValue={setSerial}
        />
        {failure !== null && words !== null && wrong === null && (
          <div className="form-failure" role="alert">
            <p>{words.sentence}</p>
            {words.detail !== null && (
              <Disclosure summary={detailsLabel(failure)} text={words.detail} />
            )}
          </div>
        )}
        <div className="form-acts">
          <button type="button" className="button" onClick={() => send({ kind: 'close-key-form' })}>
            {keyFormWords.cancel}
          </button>
          <Button type="submit" look="strong" rests={keyForm.kind === 'storing'}>
            {keyForm.kind === 'storing' ? keyFormWords.storing : keyFormWords.submit}
          </Button>
        </div>
      </form>
    </main>
  );
};
