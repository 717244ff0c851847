import type { SessionRow } from '../../app/view/window.ts';
import { accountWords, labels } from '../../app/view/words.ts';
import { RegionFact } from '../parts/RegionFact.tsx';
import { LifeFacts } from './LifeFacts.tsx';

/** Whose session it is, and what is left of it, for whoever asks. */
export const SessionDetails = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  return (
    <dl className="facts">
      {row.userArn !== null && (
        <>
          <dt>{labels.user}</dt>
          <dd>{row.userArn}</dd>
        </>
      )}
      {row.account !== null && (
        <>
          <dt>{labels.account}</dt>
          <dd>
            {accountWords(row.account)}
            {row.alias !== null && ` (${row.alias})`}
          </dd>
        </>
      )}
      <dt>{labels.device}</dt>
      <dd>{row.serial ?? labels.noDevice}</dd>
      <RegionFact region={row.region} unlisted={row.unlistedRegion} />
      <LifeFacts life={row.life} />
    </dl>
  );
};
