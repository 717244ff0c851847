import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { GuardMark } from '../../app/view/guard-view.ts';
import { guardLabels } from '../../app/view/words.ts';
import type { MenuAct } from '../parts/MenuList.tsx';

/** What a person says of a row: that it is production, or is not. It becomes a rule in the settings. */
export const productionItem = (
  { ref: target, guard }: { readonly ref: GrantRef; readonly guard: GuardMark | null },
  send: (command: Command) => void,
): MenuAct => ({
  name: guard === null ? guardLabels.mark : guardLabels.unmark,
  onPress: () => send({ kind: 'mark-production', target, production: guard === null }),
});
