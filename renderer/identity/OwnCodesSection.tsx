import { type SubmitEvent, useId, useState } from 'react';
import type { CodeSource } from '../../app/devices/code-source.ts';
import type { DevicesView } from '../../app/view/device-view.ts';
import type { SessionRow } from '../../app/view/window.ts';
import { ownCodesWords } from '../../app/view/words.ts';
import { FailureLine } from '../device/FailureLine.tsx';
import { TextField } from '../form/TextField.tsx';
import { useSend } from '../state/outside.ts';

const sourceWords = (source: CodeSource): string =>
  source.kind === 'seed' ? ownCodesWords.bySeed : ownCodesWords.byCommand(source.command);

/** A seed goes into the keychain: it is sent once, and leaves the field as it goes. */
const SeedForm = (props: { readonly identity: string }) => {
  const send = useSend();
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('seed');
    if (!(field instanceof HTMLInputElement)) return;
    send({ kind: 'keep-seed', identity: props.identity, seed: field.value.trim() });
    field.value = '';
  };
  return (
    <form onSubmit={submit}>
      <TextField
        name="seed"
        label={ownCodesWords.seed}
        help={ownCodesWords.seedHelp}
        error={null}
        most={2048}
        secret
      />
      <button type="submit" className="button own-codes-send">
        {ownCodesWords.keep}
      </button>
    </form>
  );
};

const CommandForm = (props: { readonly identity: string }) => {
  const send = useSend();
  const [command, setCommand] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send({ kind: 'use-code-command', identity: props.identity, command });
      }}
    >
      <TextField
        name="command"
        label={ownCodesWords.command}
        help={ownCodesWords.commandHelp}
        placeholder="ykman oath accounts code --single AWS"
        error={null}
        most={4096}
        value={command}
        onValue={setCommand}
      />
      <button type="submit" className="button own-codes-send">
        {ownCodesWords.use}
      </button>
    </form>
  );
};

/** Where an identity's codes come from, and the other ways, behind what they weaken. */
export const OwnCodesSection = (props: {
  readonly row: SessionRow;
  readonly devices: DevicesView;
}) => {
  const { identity, origin, serial } = props.row;
  const { sources, sourceFailure } = props.devices;
  const send = useSend();
  const id = useId();
  const [open, setOpen] = useState(false);
  const source = sources.find((one) => one.identity === identity)?.source ?? null;
  const failure = sourceFailure?.identity === identity ? sourceFailure.failure : null;
  if (origin === 'file' || (serial === null && source === null)) return null;
  return (
    <section>
      <div className="section-head">
        <h2>{ownCodesWords.title}</h2>
        {source === null ? (
          <button
            type="button"
            className="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {ownCodesWords.change}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpen(false);
              send({ kind: 'type-codes', identity });
            }}
          >
            {ownCodesWords.turnOff}
          </button>
        )}
      </div>
      <p aria-live="polite">{source === null ? ownCodesWords.off : sourceWords(source)}</p>
      {source !== null && <p className="setting-help">{ownCodesWords.refused}</p>}
      {failure !== null && <FailureLine failure={failure} />}
      <div id={id}>
        {open && source === null && (
          <div className="device-question">
            <p>{ownCodesWords.warning}</p>
            <SeedForm identity={identity} />
            <CommandForm identity={identity} />
          </div>
        )}
      </div>
    </section>
  );
};
