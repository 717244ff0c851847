import { timelineOf, type Timeline } from '../../app/view/timeline.ts';
import {
  clockWords,
  needsYouAtWords,
  timelineLabels,
  timelineStages,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { Drawn } from '../problems/Drawn.tsx';
import { useTick } from '../state/outside.ts';
import { percent } from './percent.ts';
import { TimelineBars } from './TimelineBars.tsx';

/** Nothing on it moves by a pixel in less, in ms: it is drawn anew no more often than it looks different. */
const GRAIN = 5_000;

const Axis = (props: { readonly timeline: Timeline; readonly now: number }) => {
  const { hours, needsYou } = props.timeline;
  return (
    // Every bar says its times in words; the axis is for the eye.
    <div className="timeline-head" aria-hidden="true">
      <div className="timeline-axis">
        {needsYou !== null && (
          <span
            className="timeline-needs"
            style={
              needsYou.x > 0.5
                ? { insetInlineEnd: percent(1 - needsYou.x) }
                : { insetInlineStart: percent(needsYou.x) }
            }
          >
            {needsYouAtWords(needsYou.at, props.now)}
          </span>
        )}
        {hours
          // A word at either edge would be cut off.
          .filter(({ x }) => x > 0.06 && x < 0.94)
          .map(({ at, x }) => (
            <span key={at} className="timeline-hour" style={{ insetInlineStart: percent(x) }}>
              {clockWords(at)}
            </span>
          ))}
      </div>
    </div>
  );
};

/** All lifetimes on one axis: what is held, its renewals, when it ends, and when a person is needed. */
export const TimelinePanel = (props: PanelProps) => {
  const now = useTick((at) => Math.floor(at / GRAIN) * GRAIN);
  const offset = -new Date(now).getTimezoneOffset() * 60_000;
  const timeline = timelineOf(props.snapshot, now, offset);
  return (
    <main className="timeline">
      <PanelHead title={timelineLabels.title} onBack={props.onBack} />
      {timeline === null ? (
        <Drawn
          state="timeline-empty"
          phase={{ kind: 'off' }}
          {...timelineStages.empty}
          quiet
          onPress={props.onBack}
        />
      ) : (
        <>
          <Axis timeline={timeline} now={now} />
          <TimelineBars timeline={timeline} now={now} />
        </>
      )}
    </main>
  );
};
