import type { Life } from '../../app/view/window.ts';
import { exactLeftWords, labels, shortLifeWarning } from '../../app/view/words.ts';
import { useExactTick } from '../state/outside.ts';

const Exactly = (props: { readonly life: Life }) => {
  const { life } = props;
  return useExactTick(life.endsAt, (now) => exactLeftWords(life, now));
};

/** What is left to the second, as a term and a text for a list of facts; nothing while nothing is held (ST5). */
export const LifeFacts = (props: { readonly life: Life | null }) => {
  const { life } = props;
  const warning = shortLifeWarning(life);
  return (
    life !== null && (
      <>
        <dt>{labels.left}</dt>
        <dd className="facts-time">
          <span data-left="">
            <Exactly life={life} />
          </span>
          {warning !== null && <span className="facts-more">{warning}</span>}
        </dd>
      </>
    )
  );
};
