import { aliasesOf } from '../guard/production.ts';
import type { Role } from '../model.ts';
import { isAliasUnasked } from '../session/account-aliases.ts';
import { createAskingRoles, type AskingRoles } from './asking-roles.ts';
import type { Core } from './core.ts';

/** So many roles of an account are asked a day; where they all may not look, others may hardly. */
const ROLES = 3;

/**
 * Learns what accounts are called from iam:ListAccountAliases, with the credentials of a role in each. An account is
 * asked once a day; where a role may not look another one is tried, and what was known stays.
 */
export const createAccountAliases = (core: Core, keep: () => void): AskingRoles => {
  const { ports, store, time } = core;
  /** By account: ARNs of roles that may not look. */
  const refused = new Map<string, ReadonlySet<string>>();

  const learn = (account: string, alias: string | null): void => {
    refused.delete(account);
    store.apply({
      kind: 'account-aliases',
      aliases: new Map([[account, { alias, askedAt: time.now() }]]),
    });
  };

  const refuse = ({ account, roleArn }: Role): void => {
    const roles = new Set(refused.get(account)).add(roleArn);
    refused.set(account, roles);
    if (roles.size < ROLES) return;
    learn(account, aliasesOf(store.state()).get(account) ?? null);
  };

  return createAskingRoles(core, {
    isOpen: ({ account, roleArn }) =>
      isAliasUnasked(store.state().accountAliases, account, time.now()) &&
      refused.get(account)?.has(roleArn) !== true,
    ask: (context) => ports.iam.listAccountAliases(context),
    heard: (role, aliases) => {
      if (aliases === null) refuse(role);
      else learn(role.account, aliases[0] ?? null);
    },
    rest: keep,
  });
};
