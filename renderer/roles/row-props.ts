import type { GrantId } from '../../app/model.ts';
import type { Hits } from './search-rows.ts';

/** What a row is told of its place in the list, whatever it is a row of. */
export type RowProps = {
  /** What a search hit in it; null: nobody searches. */
  readonly hits: Hits | null;
  /** Whether it says itself where it is: no head above it does. */
  readonly where: boolean;
  /** Whether Tab stops at it: the arrows lead to all the others. */
  readonly stop: boolean;
  /** Whether its details are shown. */
  readonly open: boolean;
  readonly onOpen: (id: GrantId) => void;
  /** Whether its tags are being typed. */
  readonly tagging: boolean;
  readonly onTag: (id: GrantId | null) => void;
};

type Compared = RowProps & { readonly row: unknown; readonly offline?: boolean };

/** Whether a row is drawn the same: its own picture is new each time, so it is compared by what it says. */
export const sameRow = (before: Compared, after: Compared): boolean =>
  before.where === after.where &&
  before.stop === after.stop &&
  before.open === after.open &&
  before.tagging === after.tagging &&
  before.offline === after.offline &&
  JSON.stringify([before.row, before.hits]) === JSON.stringify([after.row, after.hits]);
