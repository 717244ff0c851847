import { catalogues } from './languages/catalogues.ts';
import { pseudo } from './pseudo.ts';

/** A language that everything can be said in. */
export type Language = {
  /** As BCP 47 names it, and as settings.ini does. */
  readonly code: string;
  /** The code that `Intl` takes for its plurals and dates, and the page for its voice. */
  readonly intl: string;
  /** What it calls itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** What it says for an English sentence, in ICU's message format; null: it has no word for it. */
  readonly of: (sentence: string) => string | null;
};

/** The words in the code. Dates as in Britain: day before month, 24 hours. */
export const english: Language = {
  code: 'en',
  intl: 'en-GB',
  name: 'English',
  direction: 'ltr',
  of: () => null,
};

type Messages = Readonly<Record<string, string>>;

/** What was loaded of the catalogues, by their codes: a window speaks one language, and none of them is small. */
const learnt = new Map<string, Messages>();

type Catalogue = Pick<Language, 'code' | 'name' | 'direction'> & {
  readonly load: () => Promise<Messages>;
};

const offered: readonly Catalogue[] = catalogues;

const fromCatalogue = ({ code, name, direction }: Catalogue): Language => ({
  code,
  intl: code,
  name,
  direction,
  of: (sentence) => learnt.get(code)?.[sentence] ?? null,
});

/** Every language that is offered; a new one is a file in languages/. */
export const languages: readonly Language[] = [english, ...offered.map(fromCatalogue)];

/**
 * A language nobody speaks, for tests: long, and from right to left. It has words for what the catalogues have, so that
 * a word that goes round them stays plain English. The name is the one Windows has for it.
 */
export const pseudoLanguage: Language = {
  code: 'qps-plocm',
  // English with accents, from right to left, as Unicode's locale data call it.
  intl: 'en-XB',
  name: 'Pseudo',
  direction: 'rtl',
  of: (sentence) =>
    [...learnt.values()].some((messages) => messages[sentence] !== undefined)
      ? pseudo(sentence)
      : null,
};

/**
 * Loads what has to be known to speak this language, before it is spoken; null: nothing is missing. Rejects where a
 * catalogue cannot be read.
 */
export const learning = (code: string): Promise<unknown> | null => {
  const missing = offered.filter(
    (one) => !learnt.has(one.code) && [one.code, pseudoLanguage.code].includes(code),
  );
  if (missing.length === 0) return null;
  return Promise.all(
    missing.map(async (one) => {
      learnt.set(one.code, await one.load());
    }),
  );
};

/** The same for every language, for a process in which the setting may change at any time. */
export const learnEvery = (): Promise<unknown> =>
  Promise.all(languages.map(async ({ code }) => learning(code)));

/** Every language that can be set, in settings.ini at least. */
export const settableLanguages: readonly Language[] = [...languages, pseudoLanguage];

/**
 * The language for codes in the order a person prefers them ("de-CH", "de", "en"), English where none is spoken.
 */
export const languageFor = (codes: readonly string[]): Language => {
  for (const code of codes) {
    const plain = code.split(/[-_.]/)[0]?.toLowerCase();
    const found = settableLanguages.find((one) => one.code === code || one.code === plain);
    if (found !== undefined) return found;
  }
  return english;
};

/** The language a setting asks for: a code, or `auto` for what the person prefers elsewhere. */
export const languageOf = (setting: string, preferred: readonly string[]): Language =>
  languageFor(setting === 'auto' ? preferred : [setting]);
