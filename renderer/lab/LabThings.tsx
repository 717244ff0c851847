import type { LabThing } from '../../app/lab/trial.ts';
import { thingKindWords, thingNameWords, thingWords } from '../../app/view/words.ts';

/** Things of a trial: what each is, and its name in AWS. */
export const LabThings = (props: { readonly things: readonly LabThing[] }) => (
  <ul className="lab-things">
    {props.things.map((thing) => (
      <li key={thingWords(thing)}>
        <span className="lab-kind">{thingKindWords(thing.kind)}</span>{' '}
        <span>{thingNameWords(thing)}</span>
      </li>
    ))}
  </ul>
);
