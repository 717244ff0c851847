import type { Command } from '../../app/contract.ts';
import type { GrantId, GrantRef } from '../../app/model.ts';
import { listLabels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a row's menu offers to make of it: a favourite, and the person's own tags. */
export const markItems = (
  row: { readonly id: GrantId; readonly ref: GrantRef; readonly favourite: boolean },
  send: (command: Command) => void,
  onTag: (id: GrantId) => void,
): readonly MenuItem[] => [
  {
    name: row.favourite ? listLabels.removeFavourite : listLabels.addFavourite,
    onPress: () => send({ kind: 'mark', target: row.ref, favourite: !row.favourite }),
  },
  { name: listLabels.editTags, onPress: () => onTag(row.id) },
];
