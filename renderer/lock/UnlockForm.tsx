import { useId } from 'react';
import type { LockView } from '../../app/view/lock-view.ts';
import { anotherDeviceWords, lockLabels } from '../../app/view/words.ts';
import { CodeEntry, type Asked } from '../ask/CodeEntry.tsx';
import { CodeHead } from '../ask/CodeHead.tsx';
import { useSend } from '../state/outside.ts';

type Shut = Exclude<LockView, { readonly kind: 'open' }>;

/** For whoever has lost the device: AWS is asked which one there is by now. It opens nothing. */
const AnotherDevice = (props: { readonly identity: string; readonly device: Shut['device'] }) => {
  const { identity, device } = props;
  const send = useSend();
  const isOfThis = device.kind !== 'none' && device.identity === identity;
  const isTrouble = isOfThis && device.kind !== 'asking' && device.kind !== 'found';
  return (
    <div className="lock-device">
      <button
        type="button"
        className="link"
        onClick={() => send({ kind: 'another-device', identity })}
      >
        {lockLabels.anotherDevice}
      </button>
      <output data-kind={isTrouble ? 'failure' : 'plain'}>
        {isOfThis ? anotherDeviceWords(device) : ''}
      </output>
    </div>
  );
};

/** The one way in: a new code, of one identity at a time. */
export const UnlockForm = (props: {
  readonly ask: Asked;
  readonly skew: number;
  readonly device: Shut['device'];
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
}) => {
  const { ask, skew, device } = props;
  const headId = useId();
  return (
    <section className="lock-form" aria-labelledby={headId}>
      <CodeHead id={headId} ask={ask} />
      <CodeEntry
        ask={ask}
        skew={skew}
        digits={props.digits}
        onDigits={props.onDigits}
        othersLabel={lockLabels.others}
      />
      <AnotherDevice identity={ask.identity} device={device} />
    </section>
  );
};
