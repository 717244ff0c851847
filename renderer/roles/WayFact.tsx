import type { GrantDetails } from '../../app/view/details-view.ts';
import { labels } from '../../app/view/words.ts';
import { WayView } from './WayView.tsx';

/** By what a grant is reached, among its details; nothing while that is not known, or where there is no way. */
export const WayFact = (props: { readonly details: GrantDetails | null }) => {
  const { details } = props;
  return details === null || details.way.length === 0 ? null : (
    <>
      <dt>{labels.reachedBy}</dt>
      <dd>
        <WayView way={details.way} />
      </dd>
    </>
  );
};
