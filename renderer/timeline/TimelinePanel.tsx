import { timelineOf } from '../../app/view/timeline.ts';
import { timelineLabels, timelineStages } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { Drawn } from '../problems/Drawn.tsx';
import { useTick } from '../state/outside.ts';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineBars } from './TimelineBars.tsx';

/** Nothing on it moves by a pixel in less, in ms: it is drawn anew no more often than it looks different. */
const GRAIN = 5_000;

/** All lifetimes on one axis: what is held, its renewals, when it ends, and when a person is needed. */
export const TimelinePanel = (props: PanelProps) => {
  const now = useTick((at) => Math.floor(at / GRAIN) * GRAIN);
  const timeline = timelineOf(props.snapshot, now);
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
          <TimelineAxis timeline={timeline} now={now} />
          <TimelineBars timeline={timeline} now={now} />
        </>
      )}
    </main>
  );
};
