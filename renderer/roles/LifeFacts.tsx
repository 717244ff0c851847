import type { Life } from '../../app/view/window.ts';
import { exactLeftWords, labels } from '../../app/view/words.ts';
import { useExactTick } from '../state/outside.ts';

const Exactly = (props: { readonly life: Life }) => {
  const { life } = props;
  return useExactTick(life.endsAt, (now) => exactLeftWords(life, now));
};

/** What is left to the second, as a term and a text for a list of facts; nothing while nothing is held (ST5). */
export const LifeFacts = (props: { readonly life: Life | null }) =>
  props.life !== null && (
    <>
      <dt>{labels.left}</dt>
      <dd className="facts-time" data-left="">
        <Exactly life={props.life} />
      </dd>
    </>
  );
