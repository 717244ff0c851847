import { useState } from 'react';
import type { Device } from '../../app/devices/identify.ts';
import type { DevicesView } from '../../app/view/device-view.ts';
import type { SessionRow } from '../../app/view/window.ts';
import { deviceActWords, deviceWords } from '../../app/view/words.ts';
import { TwoCodes } from '../device/TwoCodes.tsx';
import { FailureLine } from '../device/FailureLine.tsx';
import { Button } from '../parts/Button.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

type Asked = 'nothing' | 'resync' | 'remove' | 'delete' | 'deactivate';

/** What taking the device away means, and the question once more. */
const Removing = (props: {
  readonly row: SessionRow;
  readonly device: Device;
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
}) => {
  const { row, device, asked, onAsk } = props;
  const send = useSend();
  const { identity } = row;
  const { serial } = device;
  const isVirtual = serial.includes(':mfa/');
  const last = row.devices.filter(({ kind }) => kind !== 'fido').length === 1;
  return (
    <div className="device-question">
      <p>
        {last && device.kind !== 'fido' ? deviceActWords.removeLast : deviceActWords.removeHelp}
      </p>
      {isVirtual && <p className="setting-help">{deviceActWords.deactivateHelp}</p>}
      <div className="identity-acts">
        {asked === 'remove' && (
          <>
            <button type="button" className="button" onClick={() => onAsk('deactivate')}>
              {deviceActWords.deactivate}
            </button>
            {isVirtual && (
              <button type="button" className="button" onClick={() => onAsk('delete')}>
                {deviceActWords.delete}
              </button>
            )}
          </>
        )}
        {asked === 'deactivate' && (
          <button
            type="button"
            className="button button-danger"
            onClick={() => {
              send({ kind: 'deactivate-device', identity, serial });
              onAsk('nothing');
            }}
          >
            {deviceActWords.sureDeactivate}
          </button>
        )}
        {asked === 'delete' && (
          <button
            type="button"
            className="button button-danger"
            onClick={() => {
              send({ kind: 'delete-device', identity, serial });
              onAsk('nothing');
            }}
          >
            {deviceActWords.sureDelete}
          </button>
        )}
        <button
          key={asked}
          ref={focusNew}
          type="button"
          className="button"
          onClick={() => onAsk('nothing')}
        >
          {deviceActWords.keep}
        </button>
      </div>
    </div>
  );
};

/** What can be done to a device: resync, and take it away, asked twice. */
export const DeviceActs = (props: {
  readonly row: SessionRow;
  readonly device: Device;
  readonly work: DevicesView['work'];
}) => {
  const { row, device, work } = props;
  const send = useSend();
  const [asked, setAsked] = useState<Asked>('nothing');
  /** The button that the focus goes back to, from what it opened. */
  const [from, setFrom] = useState<'resync' | 'remove' | null>(null);
  const name = deviceWords(device.serial);
  const mine = work.kind !== 'none' && work.serial === device.serial ? work : null;
  const busy = work.kind === 'working';
  const failure = mine?.kind === 'failed' ? mine.failure : null;
  const { identity } = row;
  const { serial } = device;
  const [before, setBefore] = useState(work.kind);
  if (before !== work.kind) {
    setBefore(work.kind);
    // What was asked for is done; what is asked for later stays.
    if (asked === 'resync' && mine?.kind === 'done' && mine.act === 'resync') setAsked('nothing');
  }
  const ask = (next: Asked): void => {
    if (next === 'resync' || next === 'remove') setFrom(next);
    setAsked(next);
  };
  if (device.kind === 'guessed') return null;
  if (asked === 'resync')
    return (
      <div className="device-question">
        <p className="setting-help">{deviceActWords.resyncHelp}</p>
        <TwoCodes
          failure={mine?.act === 'resync' ? failure : null}
          nextCodeAt={null}
          busy={busy}
          send={{ label: deviceActWords.send, busy: deviceActWords.working }}
          cancel={{ label: deviceActWords.cancel, onPress: () => ask('nothing') }}
          onSend={(first, second) =>
            send({ kind: 'resync-device', identity, serial, first, second })
          }
        />
      </div>
    );
  if (asked === 'remove' || asked === 'delete' || asked === 'deactivate')
    return <Removing row={row} device={device} asked={asked} onAsk={ask} />;
  return (
    <div className="device-acts">
      {device.kind === 'codes' && (
        <Button
          type="button"
          {...(from === 'resync' ? { ref: focusNew } : {})}
          label={deviceActWords.resyncOf(name)}
          rests={busy}
          onPress={() => ask('resync')}
        >
          {deviceActWords.resync}
        </Button>
      )}
      <Button
        type="button"
        {...(from === 'remove' ? { ref: focusNew } : {})}
        label={deviceActWords.removeOf(name)}
        rests={busy}
        onPress={() => ask('remove')}
      >
        {deviceActWords.remove}
      </Button>
      {failure !== null && <FailureLine failure={failure} />}
    </div>
  );
};
