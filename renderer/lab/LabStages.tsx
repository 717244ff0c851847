import { Circle, CircleCheck, LoaderCircle } from 'lucide-react';
import type { LabView } from '../../app/view/lab-view.ts';
import { labWords, stageName } from '../../app/view/words.ts';

const icons = { done: CircleCheck, now: LoaderCircle, later: Circle } as const;

/** The steps of a trial, and how far it has come. */
export const LabStages = (props: { readonly stages: LabView['stages'] }) => (
  <ol className="lab-stages">
    {props.stages.map(({ stage, is }) => {
      const Icon = icons[is];
      return (
        <li key={stage} data-stage={stage} data-is={is}>
          <Icon className="icon" aria-hidden="true" />
          <span>{stageName(stage)}</span>
          <span className="lab-is">{labWords[is]}</span>
        </li>
      );
    })}
  </ol>
);
