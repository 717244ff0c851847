import { describe, expect, it } from 'vitest';
import { settingRows } from '../../app/view/settings-list.ts';
import { sections } from '../../app/settings/sections.ts';
import { defaultSettings, settingKeys } from '../../app/settings.ts';
import { choicesOf, partTitles, settingWords } from '../../app/view/words.ts';
import { findSettings } from '../../renderer/settings/search-settings.ts';

const all = settingRows(defaultSettings, []).map(({ name, key }) => ({
  name,
  key,
  ...settingWords[name],
  choices: Object.values(choicesOf(name) ?? {}).join(' '),
  title: partTitles[sections[settingKeys[name].section]],
}));
const find = (query: string) => findSettings(all, query).map(({ name }) => name);

describe('a search in the settings', () => {
  it.each([
    ['clear the clip', 'clipboardLife'],
    ['clear_after', 'clipboardLife'],
    ['network.proxy', 'proxy'],
    ['tokenlife', 'tokenLife'],
    ['session lsts', 'tokenLife'],
    ['PEM file', 'caBundle'],
    ['colours', 'theme'],
    ['fish', 'exportShell'],
    ['AWS files', 'credentialsFile'],
    ['Sessions and roles', 'tokenLife'],
  ])('finds by name, effect, key, choice or part: “%s” is %s', (query, name) => {
    expect(find(query)).toContain(name);
  });

  it.each([['zebra crossing'], ['xqzw']])('finds nothing by “%s”', (query) => {
    expect(find(query)).toEqual([]);
  });

  it('keeps the order of what it finds, and everything without a query', () => {
    const names = all.map(({ name }) => name);
    expect(find('  ')).toEqual(names);
    const found = find('notice');
    expect(found.length).toBeGreaterThan(1);
    expect(found).toEqual(names.filter((name) => found.includes(name)));
  });

  it('narrows down: a whole name does not bring half of all settings with it', () => {
    expect(find('Clear the clipboard').length).toBeLessThan(4);
  });
});
