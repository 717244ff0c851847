import { partitionById, partitionIds } from '../regions/partitions.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseRoleArn } from './role-arn.ts';

/** A role as somebody pasted it, and what to call its profile. */
export type PastedRole = {
  readonly arn: string;
  /** A profile's name made of what the console shows for it, or of account and role. */
  readonly suggestedName: string;
};

/** Why a pasted text names no role. */
export type PasteFault =
  /** No ARN, no switch-role URL, no account and role. */
  | { readonly kind: 'no-role' }
  /** A switch-role URL that leaves one of the two out. */
  | { readonly kind: 'half'; readonly missing: 'account' | 'roleName' }
  /** The console takes an account's alias, an ARN does not. */
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'account-digits'; readonly digits: number };

/** What a name of a profile may hold; all else becomes a dash. */
export const asProfileName = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w./@%:+-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 64);

const ALIAS = /^(?!-)[a-z0-9-]{1,63}$/i;
const ROLE_PATH = /^(?:[\x21-\x7e]*\/)?[\w+=,.@-]{1,64}$/;

/** What people copy along: quotes, brackets and the full stop of a sentence. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^[<("'`]+/, '')
    .split(/[\s<>"'`]/, 1)
    .join('')
    .replace(/[).,;]+$/, '');

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const roleOf = (
  partition: string,
  account: string,
  role: string,
  shown: string | null,
): Result<PastedRole, PasteFault> => {
  const digits = account.replaceAll('-', '');
  if (!/^\d+$/.test(digits))
    return ALIAS.test(account)
      ? fail({ kind: 'alias', alias: account })
      : fail({ kind: 'no-role' });
  if (digits.length !== 12) return fail({ kind: 'account-digits', digits: digits.length });
  const path = role.replace(/^\/+/, '');
  if (!ROLE_PATH.test(path)) return fail({ kind: 'no-role' });
  const arn = parseRoleArn(`arn:${partition}:iam::${digits}:role/${path}`);
  if (arn === null) return fail({ kind: 'no-role' });
  const name = asProfileName(shown ?? '') || asProfileName(`${digits}-${arn.name}`);
  return ok({ arn: arn.text, suggestedName: name });
};

/** The partition whose sign-in page this is; regions have pages of their own in front of it. */
const partitionAt = (host: string): string | null =>
  partitionIds.find((id) => {
    const signIn = partitionById(id)?.console?.signIn;
    return signIn !== undefined && (host === signIn || host.endsWith(`.${signIn}`));
  }) ?? null;

const URL_TEXT = /^(?:https?:\/\/)?([a-z0-9.-]+)(?::\d+)?(\/[^?#]*)\??([^#]*)/i;

const fromUrl = (text: string): Result<PastedRole, PasteFault> | null => {
  const [, host, path, query] = URL_TEXT.exec(text) ?? [];
  if (host === undefined || path === undefined || query === undefined) return null;
  const partition = partitionAt(host.toLowerCase());
  if (partition === null) return null;
  if (!/^\/switchrole\/?$/i.test(path)) return fail({ kind: 'no-role' });
  const parts = new Map(
    query.split('&').map((pair): readonly [string, string] => {
      const equals = pair.indexOf('=');
      const key = equals === -1 ? pair : pair.slice(0, equals);
      return [key.toLowerCase(), equals === -1 ? '' : decoded(pair.slice(equals + 1)).trim()];
    }),
  );
  const account = parts.get('account') ?? '';
  const role = parts.get('rolename') ?? '';
  if (account === '') return fail({ kind: 'half', missing: 'account' });
  if (role === '') return fail({ kind: 'half', missing: 'roleName' });
  return roleOf(partition, account, role, parts.get('displayname') ?? null);
};

/**
 * The role in a text that somebody pasted: the console's switch-role URL of any partition, a role's ARN, or
 * `account/role`. Blanks, quotes and full stops around it count for nothing.
 */
export const readPastedRole = (text: string): Result<PastedRole, PasteFault> => {
  const word = bare(text);
  const arn = parseRoleArn(word);
  if (arn !== null)
    return ok({
      arn: arn.text,
      suggestedName: asProfileName(arn.account === '' ? arn.name : `${arn.account}-${arn.name}`),
    });
  if (/^arn:/i.test(word)) return fail({ kind: 'no-role' });
  const url = fromUrl(word);
  if (url !== null) return url;
  if (word.includes('://')) return fail({ kind: 'no-role' });
  const [, account, role] = /^([\w-]+)(?:[/:]|:role\/)(?:role\/)?([^:]+)$/.exec(word) ?? [];
  if (account === undefined || role === undefined) return fail({ kind: 'no-role' });
  return roleOf('aws', account, role, null);
};
