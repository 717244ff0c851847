import { useState } from 'react';
import type { KeyLine } from '../../app/view/keys-view.ts';
import { keyLineWords, keyWords } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

/** A key with its age and last use; one that is not in use here can be deactivated and deleted, which asks twice. */
export const KeyItem = (props: {
  readonly identity: string;
  readonly line: KeyLine;
  /** Nothing is being done about the keys. */
  readonly still: boolean;
  readonly now: number;
}) => {
  const { identity, line, still, now } = props;
  const send = useSend();
  const [sure, setSure] = useState(false);
  const { accessKeyId, active } = line;
  const change = (to: 'active' | 'inactive' | 'deleted'): void => {
    setSure(false);
    send({ kind: 'change-key', identity, accessKeyId, to });
  };
  const toggle = active ? keyWords.deactivate : keyWords.activate;
  const may = still && !line.inUse;
  return (
    <li className="device" data-key={accessKeyId}>
      <span className="device-name key-id">{accessKeyId}</span>
      <span className="device-kind">{keyLineWords(line, now)}</span>
      {may && !sure && (
        <span className="key-acts">
          <button
            type="button"
            className="button"
            aria-label={
              active ? keyWords.deactivateOf(accessKeyId) : keyWords.activateOf(accessKeyId)
            }
            onClick={() => change(active ? 'inactive' : 'active')}
          >
            {toggle}
          </button>
          <button
            type="button"
            className="button"
            aria-label={keyWords.removeOf(accessKeyId)}
            onClick={() => setSure(true)}
          >
            {keyWords.remove}
          </button>
        </span>
      )}
      {may && sure && (
        <>
          <span className="key-warning">{keyWords.whenGone(accessKeyId)}</span>
          <span className="key-acts">
            <button
              type="button"
              className="button button-danger"
              onClick={() => change('deleted')}
            >
              {keyWords.reallyRemove}
            </button>
            <button ref={focusNew} type="button" className="button" onClick={() => setSure(false)}>
              {keyWords.keep}
            </button>
          </span>
        </>
      )}
    </li>
  );
};
