import { afterEach, describe, expect, it } from 'vitest';
import {
  detailAbout,
  detailCode,
  foreignDetail,
  noDetail,
  ownDetail,
  systemDetail,
} from '../../../app/detail.ts';
import { english, languages } from '../../../app/view/language.ts';
import {
  detailWords,
  exchangeProblemWords,
  failureWords,
  ledgerUnreadableWords,
} from '../../../app/view/words.ts';
import { fileNotWrittenWords, fileUnreadableWords } from '../../../app/view/words/agent.ts';
import { speak } from '../../../app/view/words/say.ts';
import { cannotStartWords } from '../../../app/view/words/start.ts';

const inGerman = <T>(said: () => T): T => {
  const german = languages.find(({ code }) => code === 'de');
  if (german === undefined) throw new Error('there is no German');
  speak(german);
  return said();
};

afterEach(() => speak(english));

describe('a reason', () => {
  it.each([
    [ownDetail('path-not-absolute'), 'the path is not absolute', 'der Pfad ist nicht absolut'],
    [detailAbout('too-large', 1024 * 1024), 'larger than 1 MB', 'größer als 1 MB'],
    [detailAbout('too-large', 64 * 1024), 'larger than 64 kB', 'größer als 64 kB'],
    [
      detailAbout('not-moved', 'EACCES'),
      'broken, and not to be moved: permission denied (EACCES)',
      'beschädigt und nicht zu verschieben: keine Berechtigung (EACCES)',
    ],
    [systemDetail('EISDIR'), 'it is a folder (EISDIR)', 'das ist ein Ordner (EISDIR)'],
    [systemDetail('EPIPE'), 'EPIPE', 'EPIPE'],
    [foreignDetail('User canceled.'), 'User canceled.', 'User canceled.'],
    [noDetail, '', ''],
  ])('%o is said in the language in force, and what others say as it came', (detail, en, de) => {
    expect(detailWords(detail)).toBe(en);
    expect(inGerman(() => detailWords(detail))).toBe(de);
  });

  it('is the same for the journal whatever the language', () => {
    const told = () =>
      [ownDetail('held'), detailAbout('no-answer', 5), systemDetail('EIO')].map(detailCode);
    expect(told()).toEqual(['held', 'no-answer: 5', 'EIO']);
    expect(inGerman(told)).toEqual(told());
  });
});

describe('no German sentence has English in it', () => {
  const path = 'a.ini';
  const detail = ownDetail('path-not-absolute');

  it.each([
    ['of settings taken along', () => exchangeProblemWords({ kind: 'file', path, detail })],
    ['of a file that a command reads', () => fileUnreadableWords(path, detail)],
    ['of a file that a command writes', () => fileNotWrittenWords(path, detail)],
    ['of the ledger', () => ledgerUnreadableWords(path, detail)],
    ['of a start that fails', () => cannotStartWords({ kind: 'folder', path, detail }).body],
    [
      'behind a failure',
      () => failureWords({ kind: 'file', action: 'read', path, detail }, 0).detail,
    ],
  ])('%s', (_, said) => {
    expect(inGerman(said)).toContain('der Pfad ist nicht absolut');
  });
});
