import { useId } from 'react';
import type { PlainKey } from '../../app/session/found.ts';
import type { SessionRow } from '../../app/view/window.ts';
import { failureWords, foundWords, knownWords, plainKeyWords } from '../../app/view/words.ts';
import { DevicePick } from '../settings/DevicePick.tsx';
import { useSend } from '../state/outside.ts';

/** An identity that the files or the keychain hold, or both. */
export type FoundKey = {
  readonly name: string;
  readonly plain: PlainKey | null;
  readonly row: SessionRow | null;
};

/** What AWS says of it, as soon as it does; read out as it comes. */
const Result = (props: { readonly of: FoundKey; readonly importing: boolean }) => {
  const { row } = props.of;
  const words = props.importing
    ? row?.check === 'checking'
      ? foundWords.asking
      : foundWords.intoKeychain
    : row === null
      ? ''
      : row.check === 'known'
        ? knownWords(row)
        : row.trouble !== null
          ? failureWords(row.trouble.failure, 0).sentence
          : '';
  return (
    <output className="found-result" data-check={row?.check} aria-label={props.of.name}>
      {words}
    </output>
  );
};

/** No device, or only a security key: the way to one that gives codes. */
const DeviceWay = (props: { readonly row: SessionRow; readonly onDevices: () => void }) => {
  const { row } = props;
  const usable = row.serial !== null || row.devices.some(({ kind }) => kind !== 'fido');
  if (row.origin !== 'keychain' || row.check !== 'known' || usable) return null;
  return (
    <p className="found-way">
      {row.devices.length === 0 && <span>{foundWords.noDevice}</span>}
      <button
        type="button"
        className="button"
        aria-label={foundWords.setUpDeviceOf(row.identity)}
        onClick={props.onDevices}
      >
        {foundWords.setUpDevice}
      </button>
    </p>
  );
};

/** One key: whether it comes along, where it lies, and who AWS says it is. */
export const KeyRow = (props: {
  readonly of: FoundKey;
  /** null: there is nothing to choose. */
  readonly chosen: boolean | null;
  readonly onChoose: (chosen: boolean) => void;
  readonly importing: boolean;
  /** Asks whether other tools are to be led to Fobwatch; null: there is nothing to lead, or something is asked already. */
  readonly onLead: (() => void) | null;
  readonly onDevices: () => void;
}) => {
  const { of, chosen, importing } = props;
  const { row, plain } = of;
  const send = useSend();
  const id = useId();
  const failed = row?.check === 'failed' && row.origin === 'keychain' && !importing;
  return (
    <li className="found-key" data-found={of.name}>
      {chosen === null ? (
        <span className="found-mark" aria-hidden="true" />
      ) : (
        <input
          id={id}
          type="checkbox"
          className="found-mark"
          checked={chosen}
          disabled={importing}
          onChange={(event) => props.onChoose(event.target.checked)}
        />
      )}
      <div className="found-text">
        {chosen === null ? (
          <span className="row-name">{of.name}</span>
        ) : (
          <label htmlFor={id} className="row-name">
            {of.name}
          </label>
        )}
        {plain !== null && (
          <span className="found-where">
            {plain.accessKeyId} · {plainKeyWords(plain)}
          </span>
        )}
        <Result of={of} importing={importing} />
        {failed && (
          <p className="found-way">
            <button
              type="button"
              className="button"
              aria-label={foundWords.checkAgainOf(of.name)}
              onClick={() => send({ kind: 'check-identity', identity: of.name })}
            >
              {foundWords.checkAgain}
            </button>
          </p>
        )}
        {row !== null && row.check === 'known' && <DevicePick row={row} />}
        {row !== null && <DeviceWay row={row} onDevices={props.onDevices} />}
        {props.onLead !== null && (
          <p className="found-way">
            <button
              type="button"
              className="button"
              aria-label={foundWords.leadNowOf(of.name)}
              onClick={props.onLead}
            >
              {foundWords.leadNow}
            </button>
          </p>
        )}
      </div>
    </li>
  );
};
