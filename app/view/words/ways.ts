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

export const enterCode: Way = { does: 'enter-code', label: 'Enter code' };
export const tryAgain: Way = { does: 'try-again', label: 'Try again' };
export const openConfig: Way = { does: 'open-config', label: 'Open config file' };
export const openSettings: Way = { does: 'open-settings', label: 'Open settings' };
export const addKey: Way = { does: 'add-key', label: 'Add key' };
export const retryKeychain: Way = { does: 'retry-keychain', label: 'Try again' };
export const checkIdentity: Way = { does: 'check-identity', label: 'Check identity' };

/** A sentence, and the way out it names. */
export type Said = readonly [sentence: string, way: Way | null];
