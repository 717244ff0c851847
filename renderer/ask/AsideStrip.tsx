import { labels } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** A code that was set aside: a quiet line that brings it back. */
export const AsideStrip = (props: { readonly identity: string }) => {
  const send = useSend();
  return (
    <section className="aside" aria-label={labels.code}>
      <p>
        <strong>{props.identity}</strong> {labels.needsCode}
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
