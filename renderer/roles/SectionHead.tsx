import type { Ref } from 'react';
import type { GrantId } from '../../app/model.ts';
import {
  accountWords,
  labels,
  listLabels,
  madeLabels,
  matchesWords,
} from '../../app/view/words.ts';
import type { Head, ListRow, Section } from './list-rows.ts';

/** The account's alias, as its rows know it. */
const aliasIn = (section: Section, rows: ReadonlyMap<GrantId, ListRow>): string | null => {
  const first = section.ids[0];
  const one = first === undefined ? undefined : rows.get(first);
  return one?.kind === 'role' ? one.row.alias : null;
};

const titleOf = (head: Exclude<Head, { kind: 'account' }>, count: number): string => {
  switch (head.kind) {
    case 'favourites':
      return listLabels.favourites;
    case 'recents':
      return listLabels.recents;
    case 'sessions':
      return labels.sessions;
    case 'made':
      return madeLabels.heading;
    case 'untagged':
      return listLabels.untagged;
    case 'matches':
      return matchesWords(count, head.total);
    case 'tag':
      return head.tag;
    default:
      return head satisfies never;
  }
};

/** What a part of the list holds; it stays in sight as long as its rows do. */
export const SectionHead = (props: {
  readonly ref: Ref<HTMLHeadingElement>;
  readonly index: number;
  readonly id: string;
  readonly section: Section;
  readonly rows: ReadonlyMap<GrantId, ListRow>;
}) => {
  const { ref, index, id, section } = props;
  const { head, ids } = section;
  const alias = head.kind === 'account' ? aliasIn(section, props.rows) : null;
  return (
    <h2 ref={ref} id={id} data-index={index} className="group-head">
      {head.kind === 'account' ? (
        <>
          {alias !== null && <span className="group-alias">{alias}</span>}
          <span className="group-account">
            {head.account === '' ? labels.noAccount : accountWords(head.account)}
          </span>
        </>
      ) : (
        <span className="group-alias">{titleOf(head, ids.length)}</span>
      )}
    </h2>
  );
};
