import { useId } from 'react';
import type { RoleGroup } from '../../app/view/window.ts';
import { accountWords, labels } from '../../app/view/words.ts';
import { RoleRowView } from './RoleRowView.tsx';

const Group = (props: { readonly group: RoleGroup; readonly offline: boolean }) => {
  const { group } = props;
  const id = useId();
  return (
    <section className="group" aria-labelledby={id}>
      <h2 id={id} className="group-head">
        {group.alias !== null && <span className="group-alias">{group.alias}</span>}
        <span className="group-account">
          {group.account === '' ? labels.noAccount : accountWords(group.account)}
        </span>
      </h2>
      <ul className="rows">
        {group.rows.map((row) => (
          <RoleRowView key={row.id} row={row} offline={props.offline} />
        ))}
      </ul>
    </section>
  );
};

/** Roles by account. */
export const RoleList = (props: {
  readonly groups: readonly RoleGroup[];
  /** Being offline is told once above the list, not in each row. */
  readonly offline: boolean;
}) =>
  props.groups.map((group) => <Group key={group.account} group={group} offline={props.offline} />);
