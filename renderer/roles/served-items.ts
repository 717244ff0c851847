import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { ServedMark } from '../../app/view/served-view.ts';
import { servedLabels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a row's menu offers of its container endpoint. */
export const servedItems = (
  row: { readonly ref: GrantRef; readonly served: ServedMark },
  send: (command: Command) => void,
): readonly MenuItem[] => {
  const item = (name: string, kind: 'open-endpoint' | 'close-endpoint' | 'copy-endpoint') => ({
    name,
    onPress: () => send({ kind, target: row.ref }),
  });
  return row.served.kind === 'on'
    ? [item(servedLabels.copy, 'copy-endpoint'), item(servedLabels.stop, 'close-endpoint')]
    : [item(servedLabels.serve, 'open-endpoint')];
};
