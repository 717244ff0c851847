import type { MadeRow } from '../../app/view/window.ts';
import { labels, madeLabels, namedAccountWords } from '../../app/view/words.ts';
import { NoticeFact } from '../notices/NoticeFact.tsx';
import { ProductionFact } from '../guard/ProductionFact.tsx';
import { useDetails } from '../state/use-details.ts';
import { GrantHistory } from './GrantHistory.tsx';
import { LastsFact } from './LastsFact.tsx';
import { LifeFacts } from './LifeFacts.tsx';
import { WayFact } from './WayFact.tsx';
import { WhoFacts } from './WhoFacts.tsx';

/** What a grant made directly comes from, and whose its credentials are, for whoever asks. */
export const MadeDetails = (props: { readonly row: MadeRow }) => {
  const { row } = props;
  const details = useDetails(row.ref);
  const { lead, end } = row.notice;
  return (
    <dl className="facts">
      <dt>{madeLabels.from}</dt>
      <dd>{row.from}</dd>
      {row.account !== null && (
        <>
          <dt>{labels.account}</dt>
          <dd>{namedAccountWords(row.account, row.alias)}</dd>
        </>
      )}
      <ProductionFact guard={row.guard} />
      <WayFact details={details} />
      <LifeFacts life={row.life} />
      <LastsFact details={details} />
      {lead !== null && <NoticeFact target={row.ref} lead={lead} end={end} />}
      <WhoFacts who={row.who} />
      <GrantHistory details={details} />
    </dl>
  );
};
