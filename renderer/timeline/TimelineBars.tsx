import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Bar, Timeline } from '../../app/view/timeline.ts';
import { barName, barShortName, barWords, timelineLabels } from '../../app/view/words.ts';
import { rowByKey } from '../state/list-keys.ts';
import { percent } from './percent.ts';

/** Height of a row, in rem. */
const ROW = 2;

const remOf = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const Drawing = (props: { readonly bar: Bar; readonly timeline: Timeline }) => {
  const { bar, timeline } = props;
  const at = (x: number) => ({ insetInlineStart: percent(x) });
  const from = (part: { readonly x: number; readonly width: number }) => ({
    ...at(part.x),
    width: percent(part.width),
  });
  return (
    <div className="timeline-bar" aria-hidden="true">
      <span className="timeline-now" style={at(timeline.now)} />
      {timeline.needsYou !== null && (
        <span className="timeline-end" style={at(timeline.needsYou.x)} />
      )}
      {bar.renewed !== null && <span className="timeline-renewed" style={from(bar.renewed)} />}
      <span className="timeline-held" style={from(bar.held)} />
      {bar.ticks.map((x) => (
        <span key={x} className="timeline-tick" style={at(x)} />
      ))}
    </div>
  );
};

/** The bars, of which only those in sight are drawn; what the chosen one shows stands below in words. */
export const TimelineBars = (props: { readonly timeline: Timeline; readonly now: number }) => {
  const { timeline, now } = props;
  const { bars } = timeline;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const id = useId();
  const found = bars.findIndex((bar) => bar.id === chosenId);
  const at = found < 0 ? 0 : found;
  const chosen = bars[at];
  // Its functions say other things after each scroll, which no compiler may take for the same.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: bars.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW * remOf(),
    getItemKey: (index) => bars[index]?.id ?? index,
    overscan: 8,
    // The chosen one stays drawn, wherever it is: the list names it as the active one.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), at])].toSorted((a, b) => a - b),
  });
  const choose = (index: number): void => {
    setChosenId(bars[index]?.id ?? null);
    list.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / (ROW * remOf())) - 1;
    const to = rowByKey(event.key, at, bars.length, page);
    if (to === null) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <>
      <div ref={scroller} className="scroll">
        <div
          className="timeline-rows"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option of a select holds text alone
          role="listbox"
          tabIndex={0}
          aria-label={timelineLabels.list}
          aria-activedescendant={`${id}${chosen?.id ?? ''}`}
          onKeyDown={onKeyDown}
          style={{ blockSize: list.getTotalSize() }}
        >
          {list.getVirtualItems().map(({ index, start }) => {
            const bar = bars[index];
            if (bar === undefined) return null;
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the keys
              <div
                key={bar.id}
                id={`${id}${bar.id}`}
                className="timeline-row"
                // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                aria-setsize={bars.length}
                aria-posinset={index + 1}
                aria-label={`${barName(bar)}: ${barWords(bar, now)}`}
                data-kind={bar.kind}
                data-bar={bar.id}
                style={{ translate: `0 ${start}px` }}
                onClick={() => setChosenId(bar.id)}
              >
                <span className="timeline-name">{barShortName(bar)}</span>
                <Drawing bar={bar} timeline={timeline} />
              </div>
            );
          })}
        </div>
      </div>
      {chosen !== undefined && (
        <p className="timeline-facts" aria-hidden="true">
          <strong>{barName(chosen)}</strong>
          {barWords(chosen, now)}
        </p>
      )}
    </>
  );
};
