import type { GrantDetails } from '../../app/view/details-view.ts';
import { durationWords, labels } from '../../app/view/words.ts';
import { AskedFacts } from './AskedFacts.tsx';

/** How long a grant lasts and why, as a term and a text for a list of facts; nothing while nobody knows. */
export const LastsFact = (props: { readonly details: GrantDetails | null }) => {
  const asked = props.details?.asked ?? null;
  return (
    asked !== null &&
    asked.granted !== null && (
      <>
        <dt>{labels.lasts}</dt>
        <dd>
          {durationWords(asked.given ?? asked.granted)}
          <AskedFacts asked={asked} />
        </dd>
      </>
    )
  );
};
