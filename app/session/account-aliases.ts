import type { Instant } from '../model.ts';
import type { FileProblem } from '../ports.ts';
import type { Result } from '../result.ts';

/** The alias of an account, as iam:ListAccountAliases told it the last time. */
export type AccountAlias = {
  /** Null: it has none, or nobody was told. */
  readonly alias: string | null;
  /** When it was asked, by STS's time. */
  readonly askedAt: Instant;
};

/** By account number. */
export type AccountAliases = ReadonlyMap<string, AccountAlias>;

/** Keeps the aliases of accounts over restarts: versioned and atomic on disk, without secrets. */
export type AccountAliasesFile = {
  load(): Promise<Result<readonly (AccountAlias & { readonly account: string })[], FileProblem>>;
  /** Durable when it resolves. */
  save(
    aliases: readonly (AccountAlias & { readonly account: string })[],
  ): Promise<Result<null, FileProblem>>;
};

/** What was said is asked again after so long, ms: an alias may change. */
const DAY = 24 * 3600_000;

/** Whether an account's alias is to be asked: never asked, or a day ago. */
export const isAliasUnasked = (aliases: AccountAliases, account: string, now: Instant): boolean => {
  const known = aliases.get(account);
  return known === undefined || Math.abs(now - known.askedAt) >= DAY;
};

/** With what was heard of more accounts, which is newer. The same map where nothing is new. */
export const aliasesWith = (aliases: AccountAliases, more: AccountAliases): AccountAliases => {
  const news = [...more].filter(([account, { alias, askedAt }]) => {
    const known = aliases.get(account);
    return known?.alias !== alias || known.askedAt !== askedAt;
  });
  return news.length === 0 ? aliases : new Map([...aliases, ...news]);
};
