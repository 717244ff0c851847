import { accountWords } from '../../app/view/words.ts';
import { Marked } from './Marked.tsx';
import type { Note } from './RowSub.tsx';
import { spreadHits, type Hits } from './search-rows.ts';

/** Where a role is, for a row that stands under no head that says so: the account's alias, else its number. */
export const whereNotes = (
  row: { readonly alias: string | null; readonly account: string | null },
  hits: Hits | null,
): readonly Note[] => {
  const { alias, account } = row;
  const found = hits?.account ?? [];
  const number =
    account === null || account === ''
      ? null
      : {
          words: accountWords(account),
          drawn: <Marked text={accountWords(account)} hits={spreadHits(account, found)} />,
        };
  const named =
    alias === null
      ? null
      : { words: alias, drawn: <Marked text={alias} hits={hits?.alias ?? []} /> };
  // The number as well where it is what was searched for.
  return [named, named === null || found.length > 0 ? number : null].filter(
    (note) => note !== null,
  );
};
