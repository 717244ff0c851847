import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Bar, Timeline } from '../../app/view/timeline.ts';
import { barName, barShortName, barWords, timelineLabels } from '../../app/view/words.ts';
import { useScroller } from '../state/use-scroller.ts';
import { nothingTyped, rowByKey, rowByTyping, typedOn } from '../state/list-keys.ts';
import { percent } from './percent.ts';
import { TimelineMarks } from './TimelineMarks.tsx';
import { useMeasured } from './use-measured.ts';

/** Of a row before it is measured, in px. */
const ROW = 32;

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
        <span className="timeline-needed" style={at(timeline.needsYou.x)} />
      )}
      {bar.renewed !== null && <span className="timeline-renewed" style={from(bar.renewed)} />}
      <span className="timeline-held" style={from(bar.held)} />
      {bar.ticks.map((x) => (
        <span key={x} className="timeline-tick" style={at(x)} />
      ))}
      {bar.end !== null && (
        <span className="timeline-end" data-end={bar.end.kind} style={at(bar.end.x)} />
      )}
    </div>
  );
};

/** The bars, of which only those in sight are drawn; what the chosen one shows stands below in words. */
export const TimelineBars = (props: { readonly timeline: Timeline; readonly now: number }) => {
  const { timeline, now } = props;
  const { bars } = timeline;
  const rows = useRef<HTMLDivElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const facts = useRef<HTMLParagraphElement>(null);
  const { element, offset } = useScroller(rows, marks);
  const row = useMeasured(probe)?.height ?? ROW;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const id = useId();
  const found = bars.findIndex((bar) => bar.id === chosenId);
  const at = found < 0 ? 0 : found;
  const chosen = bars[at];
  // Its functions say other things after each scroll, which no compiler may take for the same.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: bars.length,
    getScrollElement: () => element,
    // All alike, and as high as the text makes them.
    estimateSize: () => row,
    getItemKey: (index) => bars[index]?.id ?? index,
    overscan: 8,
    scrollMargin: offset,
    // The chosen one stays drawn, wherever it is: the list names it as the active one.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), at])].toSorted((a, b) => a - b),
  });
  useLayoutEffect(() => list.measure(), [list, row]);
  const choose = (index: number): void => {
    // Drawn before it is scrolled to, wherever it is, and what stands below with as many lines as it needs.
    flushSync(() => setChosenId(bars[index]?.id ?? null));
    if (index === 0) {
      list.scrollToOffset(0);
      return;
    }
    const shown = rows.current?.querySelector('[aria-selected="true"]');
    shown?.scrollIntoView({ block: 'nearest' });
    // With large text those words stand over the rows (style/timeline.css), never over the chosen one.
    const under =
      (shown?.getBoundingClientRect().bottom ?? 0) -
      (facts.current?.getBoundingClientRect().top ?? 0);
    if (under > 0) element?.scrollBy(0, under);
  };
  const typed = useRef(nothingTyped);
  const byTyping = ({ key, ctrlKey, altKey, metaKey, timeStamp }: KeyboardEvent): number | null => {
    if (key.length !== 1 || /[\s?/]/.test(key) || ctrlKey || altKey || metaKey) return null;
    typed.current = typedOn(typed.current, key, timeStamp);
    return rowByTyping(bars.map(barName), at, typed.current);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.floor((element?.clientHeight ?? 0) / row) - 1;
    const to = rowByKey(event.key, at, bars.length, page) ?? byTyping(event);
    if (to === null) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <>
      <div className="scroll">
        <TimelineMarks ref={marks} timeline={timeline} />
        <div ref={probe} className="timeline-row timeline-probe" aria-hidden="true" />
        <div
          ref={rows}
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
                style={{ translate: `0 ${start - offset}px` }}
                onClick={() => setChosenId(bar.id)}
              >
                <span className="timeline-name" title={barName(bar)}>
                  {barShortName(bar)}
                </span>
                <Drawing bar={bar} timeline={timeline} />
              </div>
            );
          })}
        </div>
      </div>
      {chosen !== undefined && (
        <p ref={facts} className="timeline-facts" aria-hidden="true">
          <strong title={barName(chosen)}>{barName(chosen)}</strong>
          {barWords(chosen, now)}
        </p>
      )}
    </>
  );
};
