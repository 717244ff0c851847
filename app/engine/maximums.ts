import { isUnasked } from '../session/maximums.ts';
import { createAskingRoles, type AskingRoles } from './asking-roles.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';

/**
 * Learns how long a role may last from iam:GetRole, with the role's own credentials after its first start
 * (aws-rules.md, Which call to make). Each role is asked about once a day and the answer remembered, also a refusal.
 * Durations are never probed.
 */
export const createMaximums = (core: Core, persistence: Persistence): AskingRoles => {
  const { ports, store, time } = core;
  /** Something was learnt that is saved once all roles were asked about: a copy holds everything, each time. */
  let isUnsaved = false;

  return createAskingRoles(core, {
    topic: ({ roleArn }) => roleArn,
    isOpen: ({ roleArn }) => isUnasked(store.state(), roleArn, time.now()),
    ask: (context, { roleName }) => ports.iam.getRole(context, roleName),
    heard: ({ roleArn }, answer) => {
      const seconds = answer?.maxSessionDuration ?? null;
      store.apply({ kind: 'maximum', roleArn, seconds, at: time.now() });
      isUnsaved = true;
    },
    rest: () => {
      if (isUnsaved) void persistence.save();
      isUnsaved = false;
    },
  });
};
