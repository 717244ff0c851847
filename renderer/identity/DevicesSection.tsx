import type { Device } from '../../app/devices/identify.ts';
import type { DevicesView } from '../../app/view/device-view.ts';
import type { SessionRow } from '../../app/view/window.ts';
import {
  deviceActWords,
  deviceDoneWords,
  deviceKindWords,
  deviceNote,
  deviceWords,
  identityWords,
  wizardWords,
} from '../../app/view/words.ts';
import { FailureLine } from '../device/FailureLine.tsx';
import { Button } from '../parts/Button.tsx';
import { useSend } from '../state/outside.ts';
import { DeviceActs } from './DeviceActs.tsx';

const DeviceLine = (props: {
  readonly row: SessionRow;
  readonly device: Device;
  readonly work: DevicesView['work'];
}) => {
  const { row, device } = props;
  const send = useSend();
  const name = deviceWords(device.serial);
  const mayPick =
    row.origin === 'keychain' && device.kind !== 'fido' && device.serial !== row.serial;
  return (
    <li className="device" data-device={device.serial}>
      <span className="device-name">{name}</span>
      <span className="device-kind">
        {deviceKindWords(device)}
        {device.serial === row.serial && ` · ${identityWords.codesFromIt}`}
      </span>
      {mayPick && (
        <button
          type="button"
          className="button device-pick"
          aria-label={identityWords.pickOf(name)}
          onClick={() =>
            send({ kind: 'choose-device', identity: row.identity, serial: device.serial })
          }
        >
          {identityWords.pick}
        </button>
      )}
      <DeviceActs row={row} device={device} work={props.work} />
    </li>
  );
};

/** Devices that were made and never enabled, each with its end. */
const LeftDevices = (props: { readonly row: SessionRow; readonly devices: DevicesView }) => {
  const { work, left } = props.devices;
  const { identity } = props.row;
  const send = useSend();
  return (
    <>
      {left
        .filter((one) => one.identity === identity)
        .map(({ serial }) => (
          <div key={serial} className="device-left" data-left={serial}>
            <p>{deviceActWords.left(serial)}</p>
            <Button
              type="button"
              rests={work.kind === 'working'}
              onPress={() => send({ kind: 'remove-left-device', identity, serial })}
            >
              {deviceActWords.removeLeft}
            </Button>
            {work.kind === 'failed' && work.serial === serial && (
              <FailureLine failure={work.failure} />
            )}
          </div>
        ))}
    </>
  );
};

/** The MFA devices of an identity, as AWS lists them, and what can be done to them. */
export const DevicesSection = (props: {
  readonly row: SessionRow;
  readonly devices: DevicesView;
}) => {
  const { row, devices } = props;
  const { work } = devices;
  const send = useSend();
  const note = deviceNote(row.devices);
  const asked = row.check === 'known';
  const done = work.kind === 'done' && work.identity === row.identity ? work : null;
  return (
    <section>
      <div className="section-head">
        <h2>{identityWords.devices}</h2>
        <button
          type="button"
          className="button"
          aria-label={wizardWords.addOf(row.identity)}
          onClick={() => send({ kind: 'add-device', identity: row.identity })}
        >
          {wizardWords.add}
        </button>
      </div>
      {row.devices.length === 0 ? (
        <p className="setting-help">{asked ? identityWords.noDevices : identityWords.notAsked}</p>
      ) : (
        <ul className="devices">
          {row.devices.map((device) => (
            <DeviceLine key={device.serial} row={row} device={device} work={work} />
          ))}
        </ul>
      )}
      <p className="setting-help" aria-live="polite">
        {done !== null && deviceDoneWords(done.act, done.serial)}
      </p>
      {note !== null && <p className="setting-help">{note}</p>}
      <LeftDevices row={row} devices={devices} />
    </section>
  );
};
