import type { Instant } from '../../app/model.ts';
import { labels, remindsWords } from '../../app/view/words.ts';
import { useOutside } from '../state/outside.ts';

/** A code that was set aside: a quiet line that brings it back. */
export const AsideStrip = (props: {
  readonly identity: string;
  readonly remindsAt: Instant | null;
}) => {
  const { send, ticker } = useOutside();
  return (
    <section className="aside" aria-label={labels.code}>
      <p>
        <strong>{props.identity}</strong> {labels.needsCode}
        {props.remindsAt !== null && (
          <span className="quiet aside-reminds">{remindsWords(props.remindsAt, ticker.now())}</span>
        )}
      </p>
      <button
        type="button"
        className="button"
        onClick={() => send({ kind: 'ask-code', identity: props.identity })}
      >
        {labels.enterCode}
      </button>
    </section>
  );
};
