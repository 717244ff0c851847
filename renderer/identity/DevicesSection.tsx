import type { Device } from '../../app/devices/identify.ts';
import type { SessionRow } from '../../app/view/window.ts';
import { deviceKindWords, deviceNote, deviceWords, identityWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

const DeviceLine = (props: { readonly row: SessionRow; readonly device: Device }) => {
  const { row, device } = props;
  const send = useSend();
  const name = deviceWords(device.serial);
  const mayUse =
    row.origin === 'keychain' && device.kind !== 'fido' && device.serial !== row.serial;
  return (
    <li className="device" data-device={device.serial}>
      <span className="device-name">{name}</span>
      <span className="device-kind">
        {deviceKindWords(device)}
        {device.serial === row.serial && ` · ${identityWords.codesFromIt}`}
      </span>
      {mayUse && (
        <button
          type="button"
          className="button"
          aria-label={identityWords.pickOf(name)}
          onClick={() =>
            send({ kind: 'choose-device', identity: row.identity, serial: device.serial })
          }
        >
          {identityWords.pick}
        </button>
      )}
    </li>
  );
};

/** The MFA devices of an identity, as AWS lists them. */
export const DevicesSection = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  const note = deviceNote(row.devices);
  const asked = row.check === 'known';
  return (
    <section>
      <h2>{identityWords.devices}</h2>
      {row.devices.length === 0 ? (
        <p className="setting-help">{asked ? identityWords.noDevices : identityWords.notAsked}</p>
      ) : (
        <ul className="devices">
          {row.devices.map((device) => (
            <DeviceLine key={device.serial} row={row} device={device} />
          ))}
        </ul>
      )}
      {note !== null && <p className="setting-help">{note}</p>}
    </section>
  );
};
