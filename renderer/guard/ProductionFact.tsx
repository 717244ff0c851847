import type { GuardMark } from '../../app/view/guard-view.ts';
import { guardLabels, guardWords } from '../../app/view/words.ts';

/** Which rule makes a grant production: term and text for a list of facts. */
export const ProductionFact = (props: { readonly guard: GuardMark | null }) =>
  props.guard !== null && (
    <>
      <dt>{guardLabels.production}</dt>
      <dd>{guardWords(props.guard)}</dd>
    </>
  );
