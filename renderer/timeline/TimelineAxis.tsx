import { useRef } from 'react';
import { hoursWithin, type Timeline } from '../../app/view/timeline.ts';
import { clockWords, needsYouAtWords } from '../../app/view/words.ts';
import { percent } from './percent.ts';
import { useMeasured } from './use-measured.ts';

/** What a word may hang over the axis by, in px: with letters of twice their size any of it would be cut off. */
const BESIDE = 0;

/** Hours and "needs you", for the eye: every bar says its times in words. */
export const TimelineAxis = (props: { readonly timeline: Timeline; readonly now: number }) => {
  const { timeline, now } = props;
  const { needsYou } = timeline;
  const axis = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLSpanElement>(null);
  const [room, word] = [useMeasured(axis), useMeasured(label)];
  const offset = -new Date(now).getTimezoneOffset() * 60_000;
  const hours =
    room === null || word === null
      ? []
      : hoursWithin(timeline, offset, {
          axis: room.width,
          beside: BESIDE,
          label: word.width,
        });
  const isLate = needsYou !== null && needsYou.x > 0.5;
  return (
    <div className="timeline-head" aria-hidden="true">
      <div className="timeline-axis">
        {needsYou !== null && (
          <div className="timeline-needs" data-late={isLate ? '' : undefined}>
            {/* Up to the moment, or from it on: it gives way where the words need more room. */}
            <span style={{ flexBasis: percent(isLate ? 1 - needsYou.x : needsYou.x) }} />
            <span className="timeline-needs-words">{needsYouAtWords(needsYou.at, now)}</span>
          </div>
        )}
        <div ref={axis} className="timeline-hours">
          <span ref={label} className="timeline-probe">
            {clockWords(timeline.from)}
          </span>
          {hours.map(({ at, x }) => (
            <span key={at} className="timeline-hour" style={{ insetInlineStart: percent(x) }}>
              {clockWords(at)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
};
