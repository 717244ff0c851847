import { Fragment } from 'react';
import type { Who } from '../../app/view/window.ts';
import { whoFacts } from '../../app/view/words.ts';

/** Whose credentials are, as STS said: terms and texts for a list of facts. */
export const WhoFacts = (props: { readonly who: Who | null }) =>
  whoFacts(props.who).map(({ label, text }) => (
    <Fragment key={label}>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </Fragment>
  ));
