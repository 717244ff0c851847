import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { Way } from '../../app/view/words.ts';

/** The command that a way out of a failure leads to. `identity` is whose code or key it is about. */
export const commandOfWay = (
  way: Way,
  target: GrantRef | null,
  identity: string | null,
): Command => {
  switch (way.does) {
    case 'enter-code':
      return { kind: 'ask-code', identity };
    case 'try-again':
      return target === null ? { kind: 'reload-files' } : { kind: 'start', targets: [target] };
    case 'open-config':
      return { kind: 'open-config-file' };
    case 'open-settings':
      return { kind: 'open-settings-file' };
    case 'show-network':
      return { kind: 'show-network' };
    case 'add-key':
      return { kind: 'open-key-form' };
    case 'retry-keychain':
      return { kind: 'retry-vault' };
    case 'check-identity':
      return identity === null ? { kind: 'reload-files' } : { kind: 'check-identity', identity };
  }
};
