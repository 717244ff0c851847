import { lockLabels } from '../../app/view/words.ts';
import type { LockView } from '../../app/view/lock-view.ts';
import { useSend } from '../state/outside.ts';

type Shut = Exclude<LockView, { readonly kind: 'open' }>;

/** What is said of the last try. */
const said = (finger: Shut['finger']): string =>
  finger === 'refused'
    ? lockLabels.fingerRefused
    : finger === 'unread'
      ? lockLabels.fingerUnread
      : '';

/** The way in by a finger, where the lock kept what it held for one. */
export const FingerButton = (props: { readonly finger: Shut['finger'] }) => {
  const { finger } = props;
  const send = useSend();
  if (finger === 'none') return null;
  return (
    <div className="lock-finger">
      <button
        type="button"
        className="button button-strong"
        data-focus="main"
        aria-disabled={finger === 'asked'}
        onClick={() => send({ kind: 'unlock' })}
      >
        {lockLabels.unlockByFinger}
      </button>
      <output className="quiet">{said(finger)}</output>
    </div>
  );
};
