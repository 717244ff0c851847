import type { Next, Phase } from '../../app/view/window.ts';
import { phaseHeard, phaseLong, phaseShort, phaseThen } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** What is left, short to look at and in full to hear or hover. */
export const TimeLeft = (props: {
  readonly phase: Phase;
  /** What comes next of what is held, under it. */
  readonly next?: Next | null;
}) => {
  const { phase, next = null } = props;
  const short = useTick((now) => phaseShort(phase, now));
  const long = useTick((now) => phaseLong(phase, now));
  const heard = useTick((now) => phaseHeard(phase, next, now));
  const then = useTick((now) => phaseThen(phase, next, now));
  return (
    <span className="left" data-phase={phase.kind} title={long}>
      <span aria-hidden="true">{short}</span>
      {then !== null && (
        <span className="left-next" data-next={next?.kind} aria-hidden="true">
          {then}
        </span>
      )}
      <span className="hidden-words">{heard}</span>
    </span>
  );
};
