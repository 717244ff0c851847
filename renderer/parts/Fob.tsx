import type { Phase } from '../../app/view/window.ts';
import { useTick } from '../state/outside.ts';
import { ringDash, ringFraction, TURN } from './ring.ts';

const KEYHOLE = 'M12 11.2a1.9 1.9 0 0 1 .95 3.54l.75 2.86h-3.4l.75-2.86A1.9 1.9 0 0 1 12 11.2Z';

/**
 * The fob watch itself, its ring at what is left of the phase; the same figure as the tray's. What asks for its code
 * ahead of its end has both: the ring of what is left, and the dot.
 */
export const Fob = (props: { readonly phase: Phase; readonly large?: boolean }) => {
  const { phase } = props;
  const fraction = useTick((now) => ringFraction(phase, now));
  return (
    <svg
      className={props.large === true ? 'fob fob-large' : 'fob'}
      data-phase={phase.kind}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path
        className="fob-crown"
        d="M9.6 1.6h4.8a.8.8 0 0 1 .8.8v1.1a.8.8 0 0 1-.8.8h-1.1v1.4h-2.6V4.3h-1.1a.8.8 0 0 1-.8-.8V2.4a.8.8 0 0 1 .8-.8Z"
      />
      <circle className="ring-track" cx="12" cy="14" r="8" />
      {fraction > 0 && (
        <circle
          className="ring-left"
          cx="12"
          cy="14"
          r="8"
          pathLength={TURN}
          strokeDasharray={ringDash(fraction)}
          transform="rotate(-90 12 14)"
        />
      )}
      {phase.kind === 'needs-code' ? (
        <circle className="ring-dot" cx="12" cy="14" r="2.6" />
      ) : phase.kind === 'failed' ? (
        <path className="ring-cut" d="M6.8 19.2 17.2 8.8" />
      ) : (
        <path className="fob-keyhole" d={KEYHOLE} />
      )}
    </svg>
  );
};
