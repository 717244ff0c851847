import type { MadeRow, RoleGroup, RoleRow, SessionRow } from '../../app/view/window.ts';
import { accountWords } from '../../app/view/words.ts';

const words = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Whether texts hold every word of a query between them, whatever the case. */
export const matches = (query: string, texts: readonly (string | null)[]): boolean => {
  const hay = texts
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();
  return words(query).every((word) => hay.includes(word));
};

const roleMatches = (row: RoleRow, query: string): boolean =>
  matches(query, [row.name, row.account, accountWords(row.account), row.alias, row.roleName]);

/** Groups with the rows that have every word of the query in name, account, alias or role name; empty groups go. */
export const filterGroups = (groups: readonly RoleGroup[], query: string): readonly RoleGroup[] =>
  words(query).length === 0
    ? groups
    : groups
        .map((group) => ({ ...group, rows: group.rows.filter((row) => roleMatches(row, query)) }))
        .filter((group) => group.rows.length > 0);

/** Sessions by identity, account or alias. */
export const filterSessions = (
  sessions: readonly SessionRow[],
  query: string,
): readonly SessionRow[] =>
  sessions.filter((row) =>
    matches(query, [
      row.identity,
      row.account,
      row.account === null ? null : accountWords(row.account),
      row.alias,
    ]),
  );

/** Grants made directly, by name or by what they come from. */
export const filterMade = (rows: readonly MadeRow[], query: string): readonly MadeRow[] =>
  rows.filter((row) => matches(query, [row.name, row.from]));
