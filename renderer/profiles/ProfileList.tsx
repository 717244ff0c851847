import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, type ReactNode } from 'react';
import type { ProfileEntry } from '../../app/profiles/profile-entries.ts';
import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { dependents } from '../../app/profiles/role-way.ts';
import { asProfileName } from '../../app/profiles/switch-role.ts';
import { entryWords, moreForProfile, profileLabels as words } from '../../app/view/words.ts';
import { Menu } from '../parts/Menu.tsx';
import type { MenuGroup } from '../parts/MenuList.tsx';
import { useListKeys } from '../state/use-list-keys.ts';
import { useScroller } from '../state/use-scroller.ts';
import { useWalk } from '../state/use-walk.ts';
import { matches } from '../state/matches.ts';
import { useSend } from '../state/outside.ts';
import { editing, emptyForm, formOf, useWork } from './work.ts';

/** A name that is free: dev-copy, dev-copy-2 and so on. */
const copyName = (name: string, taken: ReadonlySet<string>): string => {
  const copy = asProfileName(`${name}-copy`);
  if (!taken.has(copy)) return copy;
  let count = 2;
  while (taken.has(`${copy}-${count}`)) count += 1;
  return `${copy}-${count}`;
};

/** Of a row of one name and one line before it is measured, in rem. */
const ROW = 3;

/** Whether there is anything to do with it here. One without is walked over as well, to be read. */
const hasMenu = ({ line, kind }: ProfileEntry): boolean =>
  line !== null && (kind === 'role' || kind === 'live');

const Row = (props: {
  readonly entry: ProfileEntry;
  readonly entries: readonly ProfileEntry[];
  /** Whether Tab stops at it. */
  readonly stop: boolean;
}): ReactNode => {
  const { entry, entries } = props;
  const { name, kind } = entry;
  const { change } = useWork();
  const send = useSend();
  const edit = (): void => change(editing(entry));
  const duplicate = (): void => {
    const form = formOf(entry, copyName(name, new Set(entries.map((one) => one.name))));
    change({ step: { kind: 'form', original: null }, form, before: emptyForm });
  };
  const remove = (): void => {
    if (kind === 'live') return send({ kind: 'uninstall-live', profile: name });
    const needed = dependents(name, entriesByName(entries)).length > 0;
    // Of our own it goes at once, with the way back in sight.
    if (entry.owned && !needed)
      return send({
        kind: 'change-profiles',
        changes: [{ kind: 'remove', name }],
        agreed: [],
      });
    change({ step: { kind: 'remove', name } });
  };
  const groups = (): readonly MenuGroup[] =>
    kind === 'live'
      ? [[{ name: words.remove, onPress: remove }]]
      : [
          [
            { name: words.edit, onPress: edit },
            { name: words.duplicate, onPress: duplicate },
          ],
          [{ name: words.remove, onPress: remove }],
        ];
  return (
    <>
      <span className="profile-name">{name}</span>
      <span className="profile-what">
        {entryWords(entry)}
        {entry.owned && ` · ${words.ours}`}
      </span>
      {hasMenu(entry) && <Menu label={moreForProfile(name)} groups={groups} stop={props.stop} />}
    </>
  );
};

/** The rows, of which only those in sight are drawn; and the keys of a native list on them. */
const Rows = (props: {
  readonly found: readonly ProfileEntry[];
  readonly entries: readonly ProfileEntry[];
}) => {
  const { found, entries } = props;
  const container = useRef<HTMLUListElement>(null);
  const above = useRef<HTMLElement>(null);
  const { element, offset, rem } = useScroller(container, above);
  const keys = useMemo(() => found.map(({ name }) => name), [found]);
  const walk = useWalk(keys, container);
  const { places, stop } = walk;
  // Its functions say other things after each scroll, which no compiler may take for the same.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: found.length,
    getScrollElement: () => element,
    estimateSize: useCallback(() => ROW * rem, [rem]),
    getItemKey: useCallback((at: number) => found[at]?.name ?? at, [found]),
    overscan: 3,
    scrollMargin: offset,
    // Where Tab stops stays drawn, wherever it is.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(stop < 0 ? [] : [stop])])].toSorted(
        (a, b) => a - b,
      ),
  });
  const goTo = (row: number): void => walk.bring(list, row)?.focus({ preventScroll: true });
  useListKeys({
    count: places.length,
    names: () => places.map((at) => found[at]?.name ?? ''),
    rowOf: walk.rowOf,
    page: () => Math.floor((element?.clientHeight ?? 0) / (ROW * rem)) - 1,
    goTo,
    take: goTo,
  });
  return (
    <div onFocus={walk.onFocus}>
      <ul
        ref={container}
        className="profile-rows"
        aria-label={words.list}
        style={{ blockSize: list.getTotalSize() }}
      >
        {list.getVirtualItems().map(({ index, start }) => {
          const entry = found[index];
          return (
            entry !== undefined && (
              <li
                key={entry.name}
                ref={list.measureElement}
                className="profile-row"
                data-index={index}
                data-key={entry.name}
                data-profile={entry.name}
                tabIndex={hasMenu(entry) ? undefined : index === stop ? 0 : -1}
                aria-label={hasMenu(entry) ? undefined : `${entry.name}, ${entryWords(entry)}`}
                aria-setsize={found.length}
                aria-posinset={index + 1}
                style={{ translate: `0 ${start - offset}px` }}
              >
                <Row entry={entry} entries={entries} stop={index === stop} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
};

/** All profiles of the files, found by name, account or role. */
export const ProfileList = (props: {
  readonly entries: readonly ProfileEntry[];
  readonly query: string;
}) => {
  const { entries, query } = props;
  const found = useMemo(() => {
    return entries.filter((entry) =>
      matches(query, [entry.name, entry.values.role_arn ?? null, entryWords(entry)]),
    );
  }, [entries, query]);
  if (found.length === 0)
    return (
      <p className="setting-help form-about">{entries.length === 0 ? words.empty : words.none}</p>
    );
  return <Rows found={found} entries={entries} />;
};
