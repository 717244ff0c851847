import type { SessionRow } from '../../app/view/window.ts';
import { labels } from '../../app/view/words.ts';
import { WhereFacts } from './WhereFacts.tsx';

const whoOf = (row: SessionRow): string => {
  if (row.check === 'checking') return labels.checking;
  if (row.userArn === null) return labels.notChecked;
  return row.user === null || row.userArn.endsWith(`/${row.user}`)
    ? row.userArn
    : `${row.userArn} (${row.user})`;
};

/** Who AWS says an identity is, and where it is at home. */
export const UserFacts = (props: { readonly row: SessionRow }) => (
  <dl className="facts">
    <dt>{labels.user}</dt>
    <dd>{whoOf(props.row)}</dd>
    <WhereFacts row={props.row} />
  </dl>
);
