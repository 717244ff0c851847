import { useState } from 'react';
import type { SessionRow } from '../../app/view/window.ts';
import { identityWords, labels } from '../../app/view/words.ts';
import { UserFacts } from '../parts/UserFacts.tsx';
import { KeyAge } from '../parts/KeyAge.tsx';
import { DevicePick } from './DevicePick.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

/** An identity: who AWS says it is, with which device; checked and removed here. */
export const IdentityCard = (props: {
  readonly row: SessionRow;
  readonly createdAt: number | null;
  readonly onMore: () => void;
}) => {
  const { row } = props;
  const send = useSend();
  const [sure, setSure] = useState(false);
  return (
    <li className="identity" data-identity={row.identity}>
      <h3>{row.identity}</h3>
      <UserFacts row={row} />
      <DevicePick row={row} />
      <div className="identity-acts">
        {row.origin === 'file' && <span className="tag">{labels.plainText}</span>}
        <KeyAge createdAt={props.createdAt} />
        <button
          type="button"
          className="button"
          aria-label={`${labels.check} ${row.identity}`}
          onClick={() => send({ kind: 'check-identity', identity: row.identity })}
        >
          {labels.check}
        </button>
        <button
          type="button"
          className="button"
          aria-label={identityWords.moreOf(row.identity)}
          onClick={props.onMore}
        >
          {identityWords.more}
        </button>
        {row.origin === 'keychain' && !sure && (
          <button
            type="button"
            className="button"
            aria-label={`${labels.remove} ${row.identity}`}
            onClick={() => setSure(true)}
          >
            {labels.remove}
          </button>
        )}
        {sure && (
          <>
            <button
              type="button"
              className="button button-danger"
              onClick={() => send({ kind: 'remove-identity', identity: row.identity })}
            >
              {labels.reallyRemove}
            </button>
            <button ref={focusNew} type="button" className="button" onClick={() => setSure(false)}>
              {labels.keep}
            </button>
          </>
        )}
      </div>
    </li>
  );
};
