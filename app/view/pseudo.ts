/** Letters that still read as what they stand for. */
const letters: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ó',
  p: 'þ',
  r: 'ř',
  s: 'š',
  t: 'ţ',
  u: 'ú',
  v: 'ṽ',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
};

const accented = (letter: string): string => {
  const small = letter.toLowerCase();
  const other = letters[small] ?? letter;
  return letter === small ? other : other.toUpperCase();
};

/** What ICU reads: gaps, the number, and braces that are quoted. */
const SYNTAX = /(\{\w+\}|'[{}]+'|#)/;

/** Every vowel twice: German is about so much longer than English, and its words are no easier to break. */
const stretched = (text: string): string =>
  text
    .replaceAll(/[aeiou]/gi, (vowel) => vowel + vowel.toLowerCase())
    .replaceAll(/[a-z]/gi, accented);

const inBrackets = (text: string): string => {
  const [, before = '', said = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const parts = said.split(SYNTAX).map((part, at) => (at % 2 === 1 ? part : stretched(part)));
  return `${before}[${parts.join('')}]${after}`;
};

const NUMBER = /^\{count, plural, one \{(.*)\} other \{(.*)\}\}$/s;

/**
 * A message for a language nobody speaks: with accents, about two fifths longer, in brackets that show where a sentence
 * ends. Its gaps, numbers and quoted braces are those of the English message, and so are the blanks around it.
 */
export const pseudo = (message: string): string => {
  const [, one, other] = NUMBER.exec(message) ?? [];
  return one === undefined || other === undefined
    ? inBrackets(message)
    : `{count, plural, one {${inBrackets(one)}} other {${inBrackets(other)}}}`;
};
