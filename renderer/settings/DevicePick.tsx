import { useId } from 'react';
import type { SessionRow } from '../../app/view/window.ts';
import { deviceChoice, deviceNote, labels } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** The pick list of an identity's devices; FIDO keys stand in it to say why they cannot be picked. */
export const DevicePick = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  const send = useSend();
  const id = useId();
  if (row.origin === 'file' || row.devices.length === 0) return null;
  const note = deviceNote(row.devices);
  const listed = row.serial === null || row.devices.some(({ serial }) => serial === row.serial);
  return (
    <div className="setting" data-wide>
      <label htmlFor={id}>{labels.codesFrom}</label>
      <select
        id={id}
        className="field"
        value={row.serial ?? ''}
        onChange={(event) =>
          send({
            kind: 'choose-device',
            identity: row.identity,
            serial: event.target.value === '' ? null : event.target.value,
          })
        }
      >
        <option value="">{labels.noDevice}</option>
        {!listed && row.serial !== null && <option value={row.serial}>{row.serial}</option>}
        {row.devices.map((device) => (
          <option key={device.serial} value={device.serial} disabled={device.kind === 'fido'}>
            {deviceChoice(device)}
          </option>
        ))}
      </select>
      {note !== null && <p className="setting-help">{note}</p>}
    </div>
  );
};
