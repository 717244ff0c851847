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

export const enterCode: Way = {
  does: 'enter-code',
  get label() {
    return t`Enter code`;
  },
};
export const tryAgain: Way = {
  does: 'try-again',
  get label() {
    return t`Try again`;
  },
};
export const openConfig: Way = {
  does: 'open-config',
  get label() {
    return t`Open config file`;
  },
};
export const openSettings: Way = {
  does: 'open-settings',
  get label() {
    return t`Open settings`;
  },
};
export const addKey: Way = {
  does: 'add-key',
  get label() {
    return t`Add key`;
  },
};
export const retryKeychain: Way = {
  does: 'retry-keychain',
  get label() {
    return t`Try again`;
  },
};
export const checkIdentity: Way = {
  does: 'check-identity',
  get label() {
    return t`Check identity`;
  },
};

/** A sentence, and the way out it names. */
export type Said = readonly [sentence: string, way: Way | null];
