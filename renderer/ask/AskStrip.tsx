import { useId } from 'react';
import { askedByWords, labels, waitingWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';
import { CodeEntry, type Asked } from './CodeEntry.tsx';
import { CodeHead } from './CodeHead.tsx';
import { LaterMenu } from './LaterMenu.tsx';

/** Who is needed, for what, with which device, and one field. */
export const AskStrip = (props: {
  readonly ask: Asked;
  readonly skew: number;
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
}) => {
  const { ask } = props;
  const send = useSend();
  const headId = useId();
  const askedBy = askedByWords(ask.askedBy);
  return (
    <section className="strip" aria-labelledby={headId}>
      <div className="strip-head">
        <CodeHead id={headId} ask={ask} />
        <span className="strip-acts">
          <button type="button" className="link" onClick={() => send({ kind: 'set-code-aside' })}>
            {labels.notNow}
          </button>
          {ask.ending !== null && <LaterMenu ending={ask.ending} />}
        </span>
      </div>
      <p className="strip-for">
        {waitingWords(ask.waiting, ask.waitingCount)}
        {askedBy !== null && <span className="strip-asked-by">, {askedBy}</span>}
      </p>
      <CodeEntry
        ask={ask}
        skew={props.skew}
        digits={props.digits}
        onDigits={props.onDigits}
        othersLabel={labels.alsoWaiting}
      />
    </section>
  );
};
