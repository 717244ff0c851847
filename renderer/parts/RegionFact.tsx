import { labels, unlistedWords } from '../../app/view/words.ts';

/** A region as a term and a text for a list of facts, with a note on one that is in no list here (BO1). */
export const RegionFact = (props: {
  readonly region: string | null;
  readonly unlisted: boolean;
}) => {
  const { region, unlisted } = props;
  return (
    region !== null && (
      <>
        <dt>{labels.region}</dt>
        <dd>
          {region}
          {unlisted && <span className="facts-more">{unlistedWords(region)}</span>}
        </dd>
      </>
    )
  );
};
