import { ListFilter } from 'lucide-react';
import type { Grouping } from '../../app/marks-file.ts';
import { listLabels, shownNames, type Shown } from '../../app/view/words.ts';
import { Menu } from '../parts/Menu.tsx';
import type { MenuAct } from '../parts/MenuList.tsx';
import { useSend } from '../state/outside.ts';

const LOOKS = ['all', 'active', 'needs-code', 'failed', 'off'] as const satisfies readonly Shown[];

/** Which rows the list shows, and what it is divided by. */
export const ListTools = (props: {
  readonly grouping: Grouping;
  readonly look: Shown;
  readonly onLook: (look: Shown) => void;
  /** The list is divided by something else from now on. */
  readonly onGroup: () => void;
}) => {
  const send = useSend();
  const groupBy = (by: Grouping, name: string): MenuAct => ({
    name,
    chosen: props.grouping === by,
    onPress: () => {
      send({ kind: 'group-roles', by });
      props.onGroup();
    },
  });
  return (
    <span className="list-tools" data-filtered={props.look === 'all' ? undefined : ''}>
      <Menu
        icon={ListFilter}
        label={listLabels.tools}
        groups={() => [
          [
            { name: listLabels.show, title: true },
            ...LOOKS.map((look) => ({
              name: shownNames[look],
              chosen: props.look === look,
              onPress: () => props.onLook(look),
            })),
          ],
          [
            { name: listLabels.groupBy, title: true },
            groupBy('account', listLabels.byAccount),
            groupBy('tags', listLabels.byTags),
          ],
        ]}
      />
    </span>
  );
};
