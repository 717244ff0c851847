import type { SessionRow } from '../../app/view/window.ts';
import { labels } from '../../app/view/words.ts';
import { ProductionFact } from '../guard/ProductionFact.tsx';
import { NoticeFact } from '../notices/NoticeFact.tsx';
import { WhereFacts } from '../parts/WhereFacts.tsx';
import { useDetails } from '../state/use-details.ts';
import { GrantHistory } from './GrantHistory.tsx';
import { LastsFact } from './LastsFact.tsx';
import { LifeFacts } from './LifeFacts.tsx';
import { WayFact } from './WayFact.tsx';

/** Whose session it is, and what is left of it, for whoever asks. */
export const SessionDetails = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  const details = useDetails(row.ref);
  return (
    <dl className="facts">
      {row.userArn !== null && (
        <>
          <dt>{labels.user}</dt>
          <dd>{row.userArn}</dd>
        </>
      )}
      <WhereFacts row={row} />
      <ProductionFact guard={row.guard} />
      <NoticeFact target={row.ref} {...row.notice} />
      <WayFact details={details} />
      <LifeFacts life={row.life} />
      <LastsFact details={details} />
      <GrantHistory details={details} />
    </dl>
  );
};
