import type { Role } from '../model.ts';
import { accountPlace } from '../session/account-aliases.ts';
import { DAY, isDayOld } from '../session/day-old.ts';
import { createAskingRoles, type AskingRoles } from './asking-roles.ts';
import type { Core } from './core.ts';

/** So many roles of an account are asked a day; where they all may not look, others may hardly. */
const ROLES = 3;

const placeOf = ({ account, endpoints }: Role): string =>
  accountPlace({ account, iam: endpoints.iam });

/**
 * Learns what accounts are called from iam:ListAccountAliases, with the credentials of a role in each. An account is
 * asked once a day; where a role may not look another one is tried, and what was known stays.
 */
export const createAccountAliases = (core: Core, keep: () => void): AskingRoles => {
  const { ports, store, time } = core;
  /** By account: when which roles were refused, by their ARNs, on the scale of `Clock.uptime`. */
  const refused = new Map<string, Map<string, number>>();

  /** ARNs of roles that may not look, as they were told within a day. */
  const refusedOf = (place: string): ReadonlyMap<string, number> => {
    const all = refused.get(place) ?? new Map<string, number>();
    for (const [arn, at] of all) if (ports.clock.uptime() >= at + DAY) all.delete(arn);
    return all;
  };

  return createAskingRoles(core, {
    topic: placeOf,
    isOpen: (role) => {
      // ARNs of other servers may name no account.
      if (role.account === '') return false;
      const place = placeOf(role);
      const known = store.state().accountAliases.get(place);
      if (!isDayOld(known?.askedAt ?? null, time.now())) return false;
      const told = refusedOf(place);
      return told.size < ROLES && !told.has(role.roleArn);
    },
    ask: (context) => ports.iam.listAccountAliases(context),
    heard: (role, aliases) => {
      const { account, roleArn, endpoints } = role;
      const place = placeOf(role);
      if (aliases === null) {
        const all = refused.get(place) ?? new Map<string, number>();
        refused.set(place, all.set(roleArn, ports.clock.uptime()));
        return;
      }
      const alias = aliases[0] || null;
      const told = { account, iam: endpoints.iam, alias, askedAt: time.now() };
      store.apply({ kind: 'account-aliases', aliases: [told] });
    },
    rest: keep,
  });
};
