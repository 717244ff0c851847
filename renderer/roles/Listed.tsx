import type { ListRow } from './list-rows.ts';
import { MadeRowView } from './MadeRowView.tsx';
import { RoleRowView } from './RoleRowView.tsx';
import type { RowProps } from './row-props.ts';
import { SessionView } from './SessionView.tsx';

/** A row of the list, whatever it is a row of. */
export const Listed = (
  props: RowProps & {
    readonly row: ListRow;
    /** Being offline is told once above the list, not in each row. */
    readonly offline: boolean;
  },
) => {
  const { row: one, offline, ...place } = props;
  switch (one.kind) {
    case 'role':
      return <RoleRowView {...place} row={one.row} offline={offline} />;
    case 'made':
      return <MadeRowView {...place} row={one.row} />;
    case 'session':
      return <SessionView {...place} row={one.row} />;
    default:
      return one satisfies never;
  }
};
