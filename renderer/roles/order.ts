import type { RoleGroup } from '../../app/view/window.ts';

/** Where everything stands: accounts from top to bottom, and the rows of each. */
export type Order = {
  readonly accounts: readonly string[];
  readonly rows: readonly string[];
};

export const orderOf = (groups: readonly RoleGroup[]): Order => ({
  accounts: groups.map((group) => group.account),
  rows: groups.flatMap((group) => group.rows.map((row) => row.id)),
});

const sorted = <T>(
  items: readonly T[],
  key: (item: T) => string,
  order: readonly string[],
): T[] => {
  const places = new Map(order.map((id, place) => [id, place]));
  const place = (item: T): number => places.get(key(item)) ?? order.length;
  return items.toSorted((a, b) => place(a) - place(b));
};

/** The groups in an order seen before, newcomers last: the list never jumps under the pointer. */
export const keepOrder = (groups: readonly RoleGroup[], order: Order): readonly RoleGroup[] =>
  sorted(groups, (group) => group.account, order.accounts).map((group) => ({
    ...group,
    rows: sorted(group.rows, (row) => row.id, order.rows),
  }));
