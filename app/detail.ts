/** The app's own reasons that name nothing. Their words are in view/words/detail. */
export type PlainDetail =
  | 'path-not-absolute'
  | 'pipe'
  | 'no-token'
  | 'token-too-long'
  | 'dangling-link'
  | 'written-meanwhile'
  | 'written-over'
  | 'read-only'
  | 'hard-link'
  | 'not-utf8'
  | 'held'
  | 'not-json'
  | 'not-ours'
  | 'newer'
  | 'other-version'
  | 'no-certificate'
  | 'item-lost'
  | 'no-reason'
  | 'item-gone'
  | 'other-key'
  | 'line-breaks'
  | 'not-sealed'
  | 'cut-short'
  | 'not-opened'
  | 'config-file'
  | 'no-credentials'
  | 'service-failed'
  | 'no-metadata-token'
  | 'no-xml'
  | 'no-whole-xml'
  | 'ended-already'
  | 'stopped-meanwhile'
  | 'no-program'
  | 'unknown';

/** The app's own reasons that name something: a number, a name, a type or a system's code. */
export type DetailAbout =
  /** In bytes. */
  | 'too-large'
  /** In seconds. */
  | 'no-answer'
  | 'seconds'
  | 'exit-code'
  /** Whose item. */
  | 'item-damaged'
  /** What the keychain said. */
  | 'restarted'
  | 'no-section'
  /** A system's code. */
  | 'not-moved'
  | 'unknown-version'
  /** What AWS calls it. */
  | 'missing'
  /** The type that came instead. */
  | 'not-xml'
  /** An HTTP status. */
  | 'no-aws-error'
  | 'not-as-aws'
  | 'no-sign-in-token';

/**
 * Why something failed, below the sentence that says that it did. The app's own reasons and the system's codes have
 * words in every language; what others said stays as it came.
 */
export type Detail =
  | { readonly kind: 'own'; readonly what: PlainDetail }
  | { readonly kind: 'own-about'; readonly what: DetailAbout; readonly about: string | number }
  /** A code of the system or its runtime, such as `ENOENT`. */
  | { readonly kind: 'system'; readonly code: string }
  /** A library's, a keychain's or a program's own text. */
  | { readonly kind: 'foreign'; readonly text: string };

export const ownDetail = (what: PlainDetail): Detail => ({ kind: 'own', what });

export const detailAbout = (what: DetailAbout, about: string | number): Detail => ({
  kind: 'own-about',
  what,
  about,
});

export const systemDetail = (code: string): Detail => ({ kind: 'system', code });

export const foreignDetail = (text: string): Detail => ({ kind: 'foreign', text });

/** Where the sentence says everything. */
export const noDetail = foreignDetail('');

/** Whether the system said that nothing is there. */
export const saysAbsent = (detail: Detail): boolean =>
  detail.kind === 'system' && detail.code === 'ENOENT';

/** A detail for a journal, which is for programs and whoever mends them: the same in every language. */
export const detailCode = (detail: Detail): string => {
  switch (detail.kind) {
    case 'own':
      return detail.what;
    case 'own-about':
      return `${detail.what}: ${detail.about}`;
    case 'system':
      return detail.code;
    case 'foreign':
      return detail.text;
    default:
      return detail satisfies never;
  }
};
