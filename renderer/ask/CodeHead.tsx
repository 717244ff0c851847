import { accountWords, labels } from '../../app/view/words.ts';
import type { Asked } from './CodeEntry.tsx';

/** Whose code it is, and where. */
export const CodeHead = (props: { readonly id: string; readonly ask: Asked }) => {
  const { identity, account } = props.ask;
  return (
    <h2 id={props.id} className="strip-who">
      {labels.codeFor} <strong>{identity}</strong>
      {account !== null && <span className="quiet"> {accountWords(account)}</span>}
    </h2>
  );
};
