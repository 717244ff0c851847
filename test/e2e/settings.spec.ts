import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow, pressByKeys, reachByKeys } from '../support/by-keys.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The settings view on the real desktop, by keys alone: what settings.ini says, what the window changes in it, what the
// system is told.

const openSettings = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await pressByKeys(stage, page, 'Settings');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  return page;
};

const look = async (stage: Stage, name: string, page: Page): Promise<void> => {
  await stage.picture(`settings-${name}`);
  expect(await complaints(page), name).toEqual([]);
};

const isDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

test('settings are found by name, effect and key; what differs is marked, what is wrong stands at its place, and both are reset', async () => {
  const settings =
    '; mine\n[session]\ntoken_life = forever\n[clipboard]\nclear_after = 30s ; quick\n[other]\nkey = 1\n';
  await onStage({ settings }, async (stage) => {
    const path = join(stage.data, 'settings.ini');
    const page = await openSettings(stage);
    const search = page.getByRole('searchbox', { name: 'Search settings' });
    await until('the search to have the focus', () =>
      search.evaluate((one) => one === document.activeElement),
    );
    await look(stage, 'light-1-opened', page);

    await pressByKeys(stage, page, 'Show');
    const life = page.locator('[data-setting="tokenLife"]');
    await expect(life.getByRole('textbox')).toBeFocused();
    await expect(life.locator('.setting-trouble')).toContainText('“forever” in line 3');
    await look(stage, 'light-2-trouble', page);
    await pressByKeys(stage, page, 'Reset “Session lasts” to the default, 12 h');
    await until('the line to be gone', () => !readFileSync(path, 'utf8').includes('token_life'));
    await expect(life.locator('.setting-trouble')).toBeEmpty();
    await expect(life.getByRole('textbox')).toBeFocused();

    await search.focus();
    await stage.desktop.type('clipboard.clear_after');
    await expect(page.locator('[data-setting]')).toHaveCount(1);
    await expect(page.locator('[data-setting="clipboardLife"]')).toContainText('Changed');
    await look(stage, 'light-3-found', page);
    await stage.desktop.key('Escape');
    await expect(page.locator('[data-setting="tokenLife"]')).toBeVisible();
    await stage.desktop.type('zebra crossing');
    await expect(page.getByText('No setting is called that.')).toBeVisible();
    await stage.desktop.key('Escape');

    // Edited by hand while it is looked at.
    writeFileSync(path, readFileSync(path, 'utf8').replace('30s', '45s'));
    await expect(page.getByRole('textbox', { name: 'Clear the clipboard' })).toHaveValue('45s');
    const changedOnly = page.getByRole('button', { name: '1 changed' });
    await changedOnly.focus();
    await stage.desktop.key('space');
    await expect(page.locator('[data-setting]')).toHaveCount(1);

    await narrow(stage, page);
    await look(stage, 'light-4-narrow', page);
    expect(await fits(page)).toBe(true);
    await stage.desktop.key('space');
    await expect(changedOnly).toHaveAttribute('aria-pressed', 'false');
    await look(stage, 'light-5-narrow-all', page);
    expect(await fits(page)).toBe(true);

    // From the last field on: Tab through all settings takes its time.
    const file = page.getByRole('textbox', { name: 'File to write or read' });
    await file.focus();
    await pressByKeys(stage, page, 'Reset all settings');
    const question = page.getByRole('alertdialog', { name: 'Give every setting its default?' });
    await expect(question).toContainText('Clear the clipboard');
    await expect(question.getByRole('button', { name: 'Not now' })).toBeFocused();
    await look(stage, 'light-6-reset-all', page);
    await stage.desktop.key('Escape');
    await expect(question).toBeHidden();
    expect(readFileSync(path, 'utf8')).toContain('clear_after = 45s');
    await expect(page.getByRole('button', { name: 'Reset all settings' })).toBeFocused();
    await stage.desktop.key('Return');
    await pressByKeys(stage, page, 'Reset them');
    await until('the value to be gone', () => !readFileSync(path, 'utf8').includes('45s'));
    expect(readFileSync(path, 'utf8')).toBe(
      '; mine\n[session]\n[clipboard]\n; quick\n[other]\nkey = 1\n',
    );
    await expect(page.getByText('Every setting has its default.')).toBeVisible();
  });
});

/** The colours of a switch and its knob where the system has the colours. */
const drawnInForcedColours = async (page: Page, toggle: Locator) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const drawn = await toggle.evaluate((element) => ({
    ground: getComputedStyle(element).backgroundColor,
    knob: getComputedStyle(element, '::before').backgroundColor,
  }));
  await page.emulateMedia({ forcedColors: null });
  return drawn;
};

test('colours, language and start at login take hold at once; settings go into a file and come out of one after a look', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    const page = await openSettings(stage);
    expect(await isDark(page)).toBe(true);
    await look(stage, 'dark-1-opened', page);

    const login = page.getByRole('switch', { name: 'Start at login' });
    const entry = join(stage.desktop.home, '.config', 'autostart', 'fobwatch.desktop');
    await reachByKeys(stage, 'Start at login', login);
    await stage.desktop.key('space');
    await expect(login).toBeChecked();
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*--background$/m);
    await look(stage, 'dark-2-login', page);
    const on = await drawnInForcedColours(page, login);
    rmSync(entry);
    await expect(login).not.toBeChecked();
    const off = await drawnInForcedColours(page, login);
    for (const drawn of [on, off]) expect(drawn.knob).not.toBe(drawn.ground);
    expect(on.ground).not.toBe(off.ground);
    expect(existsSync(entry)).toBe(false);

    const file = page.getByRole('textbox', { name: 'File to write or read' });
    await file.focus();
    await pressByKeys(stage, page, 'Export');
    const exported = join(stage.desktop.home, 'fobwatch-settings.ini');
    await expect(page.getByText(`All settings are in ${exported}.`)).toBeVisible();
    const text = readFileSync(exported, 'utf8');
    expect(text).toContain('clear_after = 1m');
    expect(text).not.toMatch(/ada|AKIA|arn:/);
    writeFileSync(
      exported,
      `${text.replace('clear_after = 1m', 'clear_after = 20s').replace('theme = system', 'theme = light')}[mine]\nx = 1\n[notice dev-readonly]\nlead = 25m\n`,
    );
    await pressByKeys(stage, page, 'Import');
    const offer = page.getByRole('alertdialog', { name: 'Take these settings?' });
    await expect(offer).toContainText('Clear the clipboard');
    await expect(offer).toContainText('[mine]');
    await expect(offer).toContainText('Notice of dev-readonly');
    expect(await isDark(page)).toBe(true);
    await look(stage, 'dark-3-import', page);
    await narrow(stage, page);
    await look(stage, 'dark-4-import-narrow', page);
    expect(await fits(page)).toBe(true);
    await pressByKeys(stage, page, 'Take them');
    await until('the colours to be light', async () => !(await isDark(page)));
    await expect(page.getByText('3 settings were taken from')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Clear the clipboard' })).toHaveValue('20s');
    const ini = readFileSync(join(stage.data, 'settings.ini'), 'utf8');
    expect(ini).toContain('[notice dev-readonly]\nlead = 25m\n');
    await file.focus();
    await pressByKeys(stage, page, 'Export');
    await expect(page.getByText(`There is a file ${exported} already`)).toBeVisible();
    await look(stage, 'dark-5-exists', page);

    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await expect(page.getByRole('heading', { name: 'Einstellungen', exact: true })).toBeVisible();
    const spoken = (): Promise<string> => page.evaluate(() => document.documentElement.lang);
    expect(await spoken()).toBe('de');
    await look(stage, 'dark-6-german', page);
    expect(await fits(page)).toBe(true);
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('auto');
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    expect(await spoken()).toBe('en-GB');
  });
});
