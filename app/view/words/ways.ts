import { t } from './say.ts';

/** What a person can do about a failure. The label is a verb; `does` says what it leads to. */
export type Way = {
  readonly does:
    | 'enter-code'
    | 'try-again'
    | 'open-config'
    | 'open-settings'
    | 'show-network'
    | 'add-key'
    | 'retry-keychain'
    | 'check-identity';
  readonly label: string;
};

/** Said when it is read: the language may change until then. */
const wayOut = (does: Way['does'], said: () => string): Way => ({
  does,
  get label() {
    return said();
  },
});

export const enterCode = wayOut('enter-code', () => t`Enter code`);
export const tryAgain = wayOut('try-again', () => t`Try again`);
export const openConfig = wayOut('open-config', () => t`Open config file`);
export const openSettings = wayOut('open-settings', () => t`Open settings`);
export const showNetwork = wayOut('show-network', () => t`Network settings`);
export const addKey = wayOut('add-key', () => t`Add key`);
export const retryKeychain = wayOut('retry-keychain', () => t`Try again`);
export const checkIdentity = wayOut('check-identity', () => t`Check identity`);

/** A sentence, and the way out it names. */
export type Said = readonly [sentence: string, way: Way | null];
