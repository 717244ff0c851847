import type { Ref } from 'react';
import type { End, Timeline } from '../../app/view/timeline.ts';
import { timelineMarks } from '../../app/view/words.ts';

const ends: readonly End['kind'][] = ['code', 'session', 'over'];

/** What the marks that are drawn mean, for the eye: every bar says what it shows in words. */
export const TimelineMarks = ({
  timeline: { bars },
  ref,
}: {
  readonly timeline: Timeline;
  readonly ref: Ref<HTMLDivElement>;
}) => {
  const drawn = new Set(bars.flatMap(({ end }) => (end === null ? [] : [end.kind])));
  return (
    <div ref={ref} className="timeline-marks" aria-hidden="true">
      <span className="timeline-mark">
        <span className="timeline-now" />
        {timelineMarks.now}
      </span>
      {bars.some(({ ticks }) => ticks.length > 0) && (
        <span className="timeline-mark">
          <span className="timeline-bar">
            <span className="timeline-renewed" />
            <span className="timeline-tick" />
          </span>
          {timelineMarks.renewal}
        </span>
      )}
      {ends
        .filter((kind) => drawn.has(kind))
        .map((kind) => (
          <span key={kind} className="timeline-mark">
            <span className="timeline-end" data-end={kind} />
            {timelineMarks[kind]}
          </span>
        ))}
    </div>
  );
};
