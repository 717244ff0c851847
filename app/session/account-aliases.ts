import type { Instant } from '../model.ts';
import type { FileProblem } from '../ports.ts';
import type { Result } from '../result.ts';
import type { TrieMap } from '../trie-map.ts';

/** The alias of an account, as iam:ListAccountAliases told it the last time. */
export type AccountAlias = {
  readonly account: string;
  /** The IAM endpoint that was configured for whoever asked; null: AWS's own. Elsewhere a number is another account. */
  readonly iam: string | null;
  /** Null: it has none. */
  readonly alias: string | null;
  /** When it was asked, by STS's time. */
  readonly askedAt: Instant;
};

/** By `accountPlace`. */
export type AccountAliases = TrieMap<string, AccountAlias>;

/** Keeps the aliases of accounts over restarts: versioned and atomic on disk, without secrets. */
export type AccountAliasesFile = {
  load(): Promise<Result<readonly AccountAlias[], FileProblem>>;
  /** Durable when it resolves. */
  save(aliases: readonly AccountAlias[]): Promise<Result<null, FileProblem>>;
};

/** More accounts than anybody works with. */
const MOST = 2_000;

/** One account at one server. */
export const accountPlace = ({ account, iam }: Pick<AccountAlias, 'account' | 'iam'>): string =>
  iam === null ? account : `${account} ${iam}`;

/** With what was heard of more accounts, which is newer. The same map where nothing is new. */
export const aliasesWith = (
  aliases: AccountAliases,
  more: readonly AccountAlias[],
): AccountAliases => {
  const news = more.filter((one) => {
    const known = aliases.get(accountPlace(one));
    return known?.alias !== one.alias || known.askedAt !== one.askedAt;
  });
  if (news.length === 0) return aliases;
  const all = aliases.with(news.map((one) => [accountPlace(one), one]));
  return all.size > MOST ? all.without([...all.keys()].slice(0, all.size - MOST)) : all;
};
