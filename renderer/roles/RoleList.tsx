import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import {
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { GrantId } from '../../app/model.ts';
import { focusSearch, isFocusLost } from '../state/focus.ts';
import { drawnItems, drawnSections, type ListItem } from './list-items.ts';
import { nameOf, type ListRow, type Section } from './list-rows.ts';
import { Listed } from './Listed.tsx';
import type { Match } from './search-rows.ts';
import { SectionHead } from './SectionHead.tsx';
import { useSend } from '../state/outside.ts';
import { useLedTo, type Led } from '../state/use-led-to.ts';
import { useListKeys } from '../state/use-list-keys.ts';
import { useScroller } from '../state/use-scroller.ts';
import { useWalk } from '../state/use-walk.ts';

/** Before they are measured, in rem: a row of one name and one line, and a head. */
const ROW = 3;
const HEAD = 2.25;

const isBroken = (row: ListRow): boolean => row.kind === 'role' && row.row.broken !== null;

/** The rows, of which only those in sight are drawn when there are many; and the keys of a native list on them. */
export const RoleList = (props: {
  readonly items: readonly ListItem[];
  readonly rows: ReadonlyMap<GrantId, ListRow>;
  readonly hits: ReadonlyMap<GrantId, Match>;
  /** What stands above it in the same scrolled part. */
  readonly above: RefObject<HTMLElement | null>;
  /** Where a person was led; null: to no row. */
  readonly led: Led | null;
  readonly offline: boolean;
}) => {
  const { items, rows, hits } = props;
  const send = useSend();
  const container = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<GrantId>>(new Set());
  /** The item whose tags are typed: a row that has two tags may stand there twice. */
  const [tagging, setTagging] = useState<string | null>(null);
  // Beside the rows, which come and go as the list is scrolled.
  const onOpen = useCallback(
    (of: GrantId): void =>
      setOpened((now) => {
        const next = new Set(now);
        if (!next.delete(of)) next.add(of);
        return next;
      }),
    [],
  );
  const id = useId();
  const { element, offset, rem } = useScroller(container, props.above);
  const keys = useMemo(() => items.map((item) => (item.kind === 'row' ? item.key : null)), [items]);
  const walk = useWalk(keys, container);
  const { places, activeRow, stop } = walk;
  // Its functions say other things after each scroll, which no compiler may take for the same.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => element,
    // The same functions as long as they say the same: all places would be reckoned anew.
    estimateSize: useCallback(
      (at: number) => (items[at]?.kind === 'head' ? HEAD : ROW) * rem,
      [items, rem],
    ),
    getItemKey: useCallback((at: number) => items[at]?.key ?? at, [items]),
    overscan: 3,
    // Until it was looked at: rows of the first drawing are laid out once, and not after an empty list.
    initialRect: { width: 0, height: window.innerHeight },
    scrollMargin: offset,
    scrollPaddingStart: HEAD * rem,
    rangeExtractor: (range) => drawnItems(items, defaultRangeExtractor(range), stop),
  });

  useListKeys({
    count: places.length,
    names: () =>
      places.map((at) => {
        const item = items[at];
        const row = item?.kind === 'row' ? rows.get(item.id) : undefined;
        return row === undefined ? '' : nameOf(row);
      }),
    rowOf: walk.rowOf,
    page: () => Math.floor((element?.clientHeight ?? 0) / (ROW * rem)) - 1,
    goTo: (row) => walk.bring(list, row)?.focus({ preventScroll: true }),
    take: (row) => {
      const item = items[places[row] ?? -1];
      const found = item?.kind === 'row' ? rows.get(item.id) : undefined;
      if (found === undefined || isBroken(found)) walk.bring(list, row)?.click();
      else send({ kind: 'copy-exports', target: found.row.ref });
    },
  });

  useLedTo(props.led, (row) => {
    const place = places.findIndex((at) => {
      const item = items[at];
      return item?.kind === 'row' && item.id === row;
    });
    return place < 0 ? null : walk.bring(list, place);
  });

  // A row that went with its profile leaves the focus to the one that took its place.
  const last = useRef({ row: -1, had: false });
  useLayoutEffect(() => {
    const { row, had } = last.current;
    const has = activeRow >= 0;
    if (had && !has && isFocusLost()) {
      const next = walk.mainAt(Math.min(row, places.length - 1));
      if (next === null) focusSearch();
      else next.focus();
    }
    last.current = { row: has ? activeRow : row, had: has };
  });

  const drawn = drawnSections(items, list.getVirtualItems(), offset);
  const headId = (section: Section): string => `${id} ${section.key}`.replaceAll(/\s+/g, '-');
  return (
    <div
      ref={container}
      className="list"
      data-searched={hits.size > 0 ? '' : undefined}
      style={{ height: list.getTotalSize() }}
      onFocus={walk.onFocus}
    >
      {drawn.map(({ section, head, rows: inside }) => (
        <section
          key={section.key}
          className="group"
          style={{ marginTop: head.gap }}
          aria-labelledby={headId(section)}
        >
          <SectionHead
            ref={list.measureElement}
            index={head.index}
            id={headId(section)}
            section={section}
            rows={rows}
          />
          <ul className="rows">
            {inside.map(({ index, gap }) => {
              const item = items[index];
              const row = item?.kind === 'row' ? rows.get(item.id) : undefined;
              if (item?.kind !== 'row' || row === undefined) return null;
              return (
                <li
                  key={item.key}
                  ref={list.measureElement}
                  data-index={index}
                  data-key={item.key}
                  aria-setsize={section.ids.length}
                  aria-posinset={item.place}
                  style={{ marginTop: gap }}
                >
                  <Listed
                    row={row}
                    hits={hits.get(item.id)?.hits ?? null}
                    where={section.head.kind !== 'account'}
                    stop={index === stop}
                    open={opened.has(item.id)}
                    onOpen={onOpen}
                    tagging={tagging === item.key}
                    onTag={(id) => setTagging(id === null ? null : item.key)}
                    offline={props.offline}
                  />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
};
