import { describe, expect, it } from 'vitest';
import { commands, type Command } from '../../../app/contract.ts';
import { wayOutOf, waysOut, withShown } from '../../../app/guard/ways-out.ts';

/**
 * Every command there is, and whether credentials leave with it. A new one is missing here until somebody has said so,
 * and one with which they leave passes no test below before it is in `waysOut`.
 */
const leaves: { readonly [K in Command['kind']]: boolean } = {
  'submit-code': false,
  'ask-code': false,
  'set-code-aside': false,
  'set-notice-lead': false,
  'check-updates': false,
  'download-update': false,
  'restart-to-update': false,
  'open-release-page': false,
  start: false,
  'start-set': false,
  renew: false,
  'start-all': false,
  request: false,
  withdraw: false,
  stop: false,
  'stop-all': false,
  'copy-exports': true,
  'open-console': true,
  'open-endpoint': true,
  'close-endpoint': false,
  'copy-endpoint': true,
  'open-key-form': false,
  'close-key-form': false,
  'add-identity': false,
  'import-identity': false,
  'remove-identity': false,
  'choose-device': false,
  'check-identity': false,
  'keep-proxy-password': false,
  'test-connection': false,
  'reload-files': false,
  'retry-vault': false,
  'open-settings-file': false,
  'open-config-file': false,
  'show-popover': false,
  'show-panel': false,
  'show-network': false,
  'read-ledger': false,
  'leave-ledger': false,
  'look-at-grant': false,
  'leave-grant': false,
  'hide-popover': false,
  quit: false,
  'read-assertion': false,
  'drop-assertion': false,
  'add-device': false,
  'name-device': false,
  'enable-device': false,
  'prove-device': false,
  'copy-device-seed': false,
  'leave-device-wizard': false,
  'resync-device': false,
  'deactivate-device': false,
  'delete-device': false,
  'remove-left-device': false,
  'keep-seed': false,
  'keep-made-seed': false,
  'use-code-command': false,
  'type-codes': false,
  examine: false,
  'copy-report': false,
  explain: false,
  'forget-explained': false,
  'import-found': false,
  'leave-first-run': false,
  'ask-removal': false,
  'remove-plain-keys': false,
  'drop-removal': false,
  'undo-removal': false,
  'restore-backup': false,
  'ask-production': false,
  'withdraw-production': false,
  'answer-production': false,
  'mark-production': false,
  'show-production': false,
  'read-keys': false,
  'rotate-key': false,
  'continue-rotation': false,
  'roll-back-rotation': false,
  'change-key': false,
  'lab-prepare': false,
  'lab-up': false,
  'lab-leave': false,
  'lab-look': false,
  'lab-down': false,
  mark: false,
  tag: false,
  'group-roles': false,
  'snooze-notice': false,
  'let-end': false,
  'get-session-token': false,
  'assume-role': false,
  'assume-saml': false,
  'assume-web-identity': false,
  federate: false,
  decode: false,
  identify: false,
  'export-file': true,
  'import-file': false,
  'write-profile': true,
  'install-live': false,
  'uninstall-live': false,
  'undo-write': false,
  'change-profiles': false,
  'share-profiles': false,
  'look-at-profiles': false,
  'leave-profiles': false,
  lock: false,
  panic: false,
  unlock: false,
  'another-device': false,
  'copy-revocation': false,
  'change-setting': false,
  'reset-setting': false,
  'reset-settings': false,
  'export-settings': false,
  'read-settings': false,
  'take-settings': false,
  'drop-settings': false,
  'start-at-login': false,
  'show-search': false,
};

const kinds = Object.keys(commands).filter((kind): kind is Command['kind'] =>
  Object.hasOwn(commands, kind),
);

describe('the ways out', () => {
  it('are the commands that credentials leave with, no more and no less', () => {
    expect(Object.keys(waysOut).toSorted()).toEqual(
      kinds.filter((kind) => leaves[kind]).toSorted(),
    );
  });

  it.each(kinds.filter((kind) => leaves[kind]))('of %s takes what was confirmed', (kind) => {
    const shape = commands[kind].toJSONSchema({ io: 'input' });
    expect(shape).toHaveProperty(['properties', 'confirmed', 'type'], 'array');
  });

  it.each(kinds.filter((kind) => !leaves[kind]))('of %s has nothing to confirm', (kind) => {
    const shape = commands[kind].toJSONSchema({ io: 'input' });
    expect(shape).not.toHaveProperty(['properties', 'confirmed']);
  });

  it('show what was confirmed before and since', () => {
    const target = { kind: 'role', profile: 'prod' } as const;
    const first = { how: 'asked', ask: 'a' } as const;
    const second = { how: 'asked', ask: 'b' } as const;
    const command: Command = { kind: 'copy-exports', target, confirmed: [first] };
    expect(wayOutOf(withShown(command, [second]))).toEqual({
      how: 'copy',
      targets: [target],
      shown: [first, second],
    });
  });

  it.each(['live', 'clear'] as const)(
    'are none of a %s block, which holds no credentials',
    (block) => {
      const target = { kind: 'role', profile: 'prod' } as const;
      expect(wayOutOf({ kind: 'copy-exports', target, block })).toBeNull();
    },
  );
});
