import { WifiOff } from 'lucide-react';
import { retryWords, stageWords } from '../../app/view/words.ts';
import type { Offline } from '../state/offline.ts';
import { useSend, useTick } from '../state/outside.ts';

/** AWS cannot be reached: said once for all rows. */
export const OfflineLine = (props: { readonly offline: Offline }) => {
  const { offline } = props;
  const send = useSend();
  const retry = useTick((now) => retryWords(offline.retryAt, now));
  return (
    <div className="problem problem-alone" data-problem="offline">
      <WifiOff className="icon problem-icon" aria-hidden="true" />
      <div className="message-body">
        <p>
          {stageWords.offline.of(offline.host)}
          {retry !== null && <span className="message-retry"> {retry}</span>}
        </p>
      </div>
      <button
        type="button"
        className="button"
        onClick={() => send({ kind: 'start', targets: [...offline.targets] })}
      >
        {stageWords.offline.label}
      </button>
    </div>
  );
};
