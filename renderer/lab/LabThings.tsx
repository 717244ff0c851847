import type { LabThing } from '../../app/lab/trial.ts';
import { thingKindWords } from '../../app/view/words.ts';

/** Things of a trial: what each is, and its name in AWS. */
export const LabThings = (props: { readonly things: readonly LabThing[] }) => (
  <ul className="lab-things">
    {props.things.map(({ kind, name }) => (
      <li key={`${kind} ${name}`}>
        <span className="lab-kind">{thingKindWords(kind)}</span> <span>{name}</span>
      </li>
    ))}
  </ul>
);
