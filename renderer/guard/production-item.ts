import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { GuardMark } from '../../app/view/guard-view.ts';
import { guardLabels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a mark of production is about, whatever it is a row of. */
export type Markable = {
  readonly ref: GrantRef;
  readonly guard: GuardMark | null;
  /** Only what was made directly may have it from something else. */
  readonly guardInherited?: boolean;
};

/** What a row's menu offers to say of production. Taking the mark away is asked about first: `ask` does. */
export const productionItem = (
  { ref: target, guard, guardInherited = false }: Markable,
  send: (command: Command) => void,
  ask: () => void,
): MenuItem => {
  if (guard === null)
    return {
      name: guardLabels.mark,
      onPress: () => send({ kind: 'mark-production', target, production: true }),
    };
  return guardInherited
    ? { name: guardLabels.unmark, unavailable: guardLabels.inherited }
    : { name: guardLabels.unmark, onPress: ask };
};
