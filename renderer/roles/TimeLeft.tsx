import type { Phase } from '../../app/view/window.ts';
import { phaseLong, phaseShort } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** What is left, short to look at and in full to hear or hover. */
export const TimeLeft = (props: { readonly phase: Phase }) => {
  const { phase } = props;
  const short = useTick((now) => phaseShort(phase, now));
  const long = useTick((now) => phaseLong(phase, now));
  return (
    <span className="left" data-phase={phase.kind} title={long}>
      <span aria-hidden="true">{short}</span>
      <span className="hidden-words">{long}</span>
    </span>
  );
};
