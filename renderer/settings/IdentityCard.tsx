import { useState } from 'react';
import type { SessionRow } from '../../app/view/window.ts';
import { labels } from '../../app/view/words.ts';
import { WhereFacts } from '../parts/WhereFacts.tsx';
import { DevicePick } from './DevicePick.tsx';
import { useSend } from '../state/outside.ts';

const whoOf = (row: SessionRow): string => {
  if (row.check === 'checking') return labels.checking;
  if (row.userArn === null) return labels.notChecked;
  return row.user === null || row.userArn.endsWith(`/${row.user}`)
    ? row.userArn
    : `${row.userArn} (${row.user})`;
};

/** The safer answer takes the focus of the button that asked. */
const focusNew = (button: HTMLButtonElement | null): void => button?.focus();

/** An identity: who AWS says it is, with which device; checked and removed here. */
export const IdentityCard = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  const send = useSend();
  const [sure, setSure] = useState(false);
  return (
    <li className="identity" data-identity={row.identity}>
      <h3>{row.identity}</h3>
      <dl className="facts">
        <dt>{labels.user}</dt>
        <dd>{whoOf(row)}</dd>
        <WhereFacts row={row} />
      </dl>
      <DevicePick row={row} />
      <div className="identity-acts">
        {row.origin === 'file' && <span className="tag">{labels.plainText}</span>}
        <button
          type="button"
          className="button"
          aria-label={`${labels.check} ${row.identity}`}
          onClick={() => send({ kind: 'check-identity', identity: row.identity })}
        >
          {labels.check}
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
