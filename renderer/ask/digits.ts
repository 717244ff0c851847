/** A code has six digits (aws-rules.md, Limits). */
export const CODE_LENGTH = 6;

/** Six digits that stand alone, with at most one space, dot or dash in their middle, as authenticators show them. */
const STANDING_ALONE = /(?<!\d)(\d{3})[\s.\-\u2009\u202f\u00a0]?(\d{3})(?!\d)/u;

/** The digits of a script stand in a row from 0 to 9, so a digit's value is its distance from the row's start. */
const toAscii = (digit: string): string => {
  if (digit >= '0' && digit <= '9') return digit;
  const code = digit.codePointAt(0) ?? 0;
  const back = Array.from({ length: 10 }, (_, steps) => steps).find(
    (steps) => !/\p{Nd}/u.test(String.fromCodePoint(code - steps - 1)),
  );
  return back === undefined ? '' : String(back);
};

/**
 * The digits of what was typed or pasted. Six that stand alone win over other digits around them ("Sent 2025: your
 * code is 012 345"); else all digits, cut to six. Digits of other scripts become 0 to 9.
 */
export const cleanDigits = (text: string): string => {
  const plain = text.normalize('NFKC').replace(/\p{Nd}/gu, toAscii);
  const alone = STANDING_ALONE.exec(plain);
  if (alone !== null) return `${alone[1] ?? ''}${alone[2] ?? ''}`;
  return plain.replace(/\D/g, '').slice(0, CODE_LENGTH);
};
