import type { RoleRow } from '../../app/view/window.ts';
import {
  labels,
  lastsWords,
  longestWords,
  namedAccountWords,
  renewalsWords,
} from '../../app/view/words.ts';
import { ProductionFact } from '../guard/ProductionFact.tsx';
import { NoticeFact } from '../notices/NoticeFact.tsx';
import { RegionFact } from '../parts/RegionFact.tsx';
import { useTick } from '../state/outside.ts';
import { useDetails } from '../state/use-details.ts';
import { AskedFacts } from './AskedFacts.tsx';
import { GrantHistory } from './GrantHistory.tsx';
import { LifeFacts } from './LifeFacts.tsx';
import { WayView } from './WayView.tsx';
import { WhoFacts } from './WhoFacts.tsx';

/** What a role is, and whose its credentials are, for whoever asks. */
export const RoleDetails = (props: { readonly row: RoleRow }) => {
  const { row } = props;
  const details = useDetails(row.ref);
  const hasWay = details !== null && details.way.length > 0;
  const longest = longestWords(row);
  const renewals = useTick((now) => renewalsWords(row, now));
  return (
    <dl className="facts">
      <dt>{labels.role}</dt>
      <dd>{row.roleArn}</dd>
      <dt>{labels.account}</dt>
      <dd>{namedAccountWords(row.account, row.alias)}</dd>
      <ProductionFact guard={row.guard} />
      <dt>{labels.reachedBy}</dt>
      <dd>{hasWay ? <WayView way={details.way} /> : row.chain.join(' → ')}</dd>
      <LifeFacts life={row.life} />
      <dt>{labels.lasts}</dt>
      <dd>
        {lastsWords(row.lasts)}
        <AskedFacts asked={details?.asked ?? null} />
        {renewals !== null && <span className="facts-more">{renewals}</span>}
        {longest !== null && <span className="facts-more">{longest}</span>}
      </dd>
      <NoticeFact target={row.ref} {...row.notice} />
      <RegionFact region={row.region} unlisted={row.unlistedRegion} />
      <WhoFacts who={row.who} />
      <GrantHistory details={details} />
    </dl>
  );
};
