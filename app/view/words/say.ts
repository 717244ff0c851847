import { IntlMessageFormat } from 'intl-messageformat';
import { english, type Language } from '../language.ts';

/**
 * How every word is said. The English sentence in the code is the key, as with gettext: a catalogue (languages/) holds
 * what other languages say for it, in ICU's message format, and what it does not hold is said in English.
 *
 * The language is the one ambient fact of the views: a process speaks one at a time, and it is set where a process
 * begins and where the setting changes, before anything is projected.
 */
const spokenNow: { language: Language } = { language: english };

/** Messages are parsed once for each language: that costs more than all that is said with them. */
const formats = new Map<string, Map<string, IntlMessageFormat>>();

/** From now on everything is said in this language. */
export const speak = (language: Language): void => {
  spokenNow.language = language;
};

/** The language of the moment. */
export const language = (): Language => spokenNow.language;

/** What goes into a sentence: a name, a number, words that were said before. */
export type Said = string | number;

const formatOf = ({ code, intl, of }: Language, key: string): IntlMessageFormat => {
  const ofLanguage = formats.get(code) ?? new Map<string, IntlMessageFormat>();
  formats.set(code, ofLanguage);
  const known = ofLanguage.get(key);
  if (known !== undefined) return known;
  const text = of(key);
  const made = new IntlMessageFormat(
    text ?? key,
    text === null ? english.intl : intl,
    undefined,
    // Angle brackets stand for words that a person fills in, not for markup.
    { ignoreTag: true },
  );
  ofLanguage.set(key, made);
  return made;
};

const formatted = (key: string, values: Readonly<Record<string, Said>>): string =>
  String(formatOf(spokenNow.language, key).format({ ...values }));

/** Braces are ICU's, so those of a sentence itself are quoted: `{url}` is `'{url}'`. */
const literally = (text: string): string => text.replaceAll(/[{}]+/g, "'$&'");

/** The key of a sentence with gaps: "{0} ends {1}". */
export const keyOf = (parts: readonly string[]): string =>
  parts.map((part, at) => (at === 0 ? literally(part) : `{${at - 1}}${literally(part)}`)).join('');

const joined = (parts: readonly string[], values: readonly Said[]): string =>
  parts.map((part, at) => (at === 0 ? part : `${values[at - 1]}${part}`)).join('');

/** A sentence, in the language of the moment: ``t`${name} ends ${at}` ``. */
export const t = (parts: TemplateStringsArray, ...values: readonly Said[]): string =>
  spokenNow.language === english
    ? joined(parts, values)
    : formatted(keyOf(parts), Object.fromEntries(values.map((value, at) => [at, value])));

/** A sentence without gaps that is no template, such as a member of a table. */
export const say = (sentence: string): string =>
  spokenNow.language === english || sentence === '' ? sentence : formatted(literally(sentence), {});

/** The key of a sentence with a number, as ICU writes it. */
export const pluralKey = ({ one, other }: Plural): string =>
  `{count, plural, one {${one}} other {${other}}}`;

/** Both forms of English; `#` stands for the number, `{0}`, `{1}` for what else goes into it. */
export type Plural = { readonly one: string; readonly other: string };

/** A sentence with a number: `plural(3, { one: '# role of {0}', other: '# roles of {0}' }, name)`. */
export const plural = (count: number, forms: Plural, ...values: readonly Said[]): string =>
  formatted(pluralKey(forms), {
    ...Object.fromEntries(values.map((value, at) => [at, value])),
    count,
  });

const isTable = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/**
 * A table of words. Each member is said when it is read, so that a table made at the start speaks the language of the
 * moment; whoever copies its members keeps their words.
 */
export const spoken = <T extends object>(table: T): T =>
  new Proxy(table, {
    get: (target, member, receiver): unknown => {
      const found: unknown = Reflect.get(target, member, receiver);
      if (typeof found === 'string') return say(found);
      return isTable(found) ? spoken(found) : found;
    },
  });
