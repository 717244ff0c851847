/**
 * A value that must not be seen: it prints, serialises and inspects as `[secret]`.
 * The text is held in a closure, so no property walk, structured clone or JSON reaches it.
 */
export type Secret = {
  readonly kind: 'secret';
  toString(): string;
  toJSON(): string;
};

const texts = new WeakMap<Secret, string>();
const MASK = '[secret]';

/** Wraps a text. The caller drops its own reference to the bare text at once. */
export const secret = (text: string): Secret => {
  const wrapped: Secret = Object.freeze({
    kind: 'secret',
    toString: () => MASK,
    toJSON: () => MASK,
    // Node's util.inspect and console ask for this symbol; by its registry key, so no Node import is needed.
    [Symbol.for('nodejs.util.inspect.custom')]: () => MASK,
  });
  texts.set(wrapped, text);
  return wrapped;
};

/** The bare text. Allowed only where a secret leaves the program (lint: the files listed for `reveal`). */
export const reveal = (wrapped: Secret): string => texts.get(wrapped) ?? '';
