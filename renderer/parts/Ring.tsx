import type { Phase } from '../../app/view/window.ts';
import { useTick } from '../state/outside.ts';
import { ringDash, ringFraction, TURN } from './ring.ts';

/** What a grant has left, as a ring of 20 px. Its meaning is said in words beside it. */
export const Ring = (props: { readonly phase: Phase }) => {
  const { phase } = props;
  const fraction = useTick((now) => ringFraction(phase, now));
  return (
    <svg className="ring" data-phase={phase.kind} viewBox="0 0 20 20" aria-hidden="true">
      <circle className="ring-track" cx="10" cy="10" r="8" />
      {fraction > 0 && (
        <circle
          className="ring-left"
          cx="10"
          cy="10"
          r="8"
          pathLength={TURN}
          strokeDasharray={ringDash(fraction)}
          transform="rotate(-90 10 10)"
        />
      )}
      {phase.kind === 'needs-code' && <circle className="ring-dot" cx="10" cy="10" r="3" />}
      {phase.kind === 'failed' && <path className="ring-cut" d="M5.2 14.8 14.8 5.2" />}
    </svg>
  );
};
