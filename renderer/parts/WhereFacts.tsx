import type { SessionRow } from '../../app/view/window.ts';
import { labels, namedAccountWords } from '../../app/view/words.ts';
import { RegionFact } from './RegionFact.tsx';

/** Where an identity is at home: its account, its device and its region. */
export const WhereFacts = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  return (
    <>
      {row.account !== null && (
        <>
          <dt>{labels.account}</dt>
          <dd>{namedAccountWords(row.account, row.alias)}</dd>
        </>
      )}
      <dt>{labels.device}</dt>
      <dd>{row.serial ?? labels.noDevice}</dd>
      <RegionFact region={row.region} unlisted={row.unlistedRegion} />
    </>
  );
};
