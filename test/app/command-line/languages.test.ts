import { afterEach, describe, expect, it } from 'vitest';
import { commandHelp, overview } from '../../../app/command-line/help.ts';
import { manPage } from '../../../app/command-line/man-page.ts';
import { synopsis } from '../../../app/command-line/prose.ts';
import { commandNames } from '../../../app/command-line/table.ts';
import { english, languages, pseudoLanguage } from '../../../app/view/language.ts';
import { speak } from '../../../app/view/words/say.ts';

const others = [...languages.filter((one) => one !== english), pseudoLanguage];

afterEach(() => speak(english));

describe.each(others)('the command in $name', (language) => {
  const release = { version: '1.0.0', date: '2026-11-24' };

  it.each(commandNames)('%s is explained in other words, and typed in the same', (name) => {
    const said = commandHelp(name);
    speak(language);
    const help = commandHelp(name);
    expect(help).not.toBe(said);
    expect(help.replaceAll(/\s+/g, ' ')).toContain(synopsis(name).join(' '));
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('has its overview and man page', () => {
    const said = [overview(), manPage(release)];
    speak(language);
    expect(overview()).not.toBe(said[0]);
    expect(manPage(release)).not.toBe(said[1]);
    expect(
      overview()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
    for (const name of commandNames)
      expect(manPage(release)).toContain(`.SS fobwatch ${name.replaceAll('-', '\\-')}`);
  });
});
