import type { Asked } from '../../app/view/details-view.ts';
import { askedWords, givenWords } from '../../app/view/words.ts';

/** Who asked for the life a grant has, below how long it lasts. */
export const AskedFacts = (props: { readonly asked: Asked | null }) => {
  const { asked } = props;
  if (asked === null) return null;
  const given = givenWords(asked);
  return (
    <>
      {given !== null && <span className="facts-more">{given}</span>}
      <span className="facts-more">{askedWords(asked)}</span>
    </>
  );
};
