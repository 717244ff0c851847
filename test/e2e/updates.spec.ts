import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { installBrowser, type Browser } from '../support/browser.ts';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { listOf, startFeed } from '../support/update-feed.ts';

// New versions by electron-updater in the real Electron, against a real server on this computer. Nothing is downloaded:
// on Linux nobody checks a signature.

test('a server is asked by hand alone, and every answer is told: the same, older, broken, none, gone, newer', async () => {
  const feed = await startFeed();
  try {
    await onStage({ settings: `[updates]\nfeed = ${feed.url}\n` }, async (stage) => {
      const page = await stage.open();
      await stage.click(page.getByRole('button', { name: 'Settings' }));
      const said = page.locator('[data-updates] output');
      await said.scrollIntoViewIfNeeded();
      await expect(said).toHaveText('This is Fobwatch 0.1.0.');
      // Never at the start.
      expect(feed.asked).toEqual([]);

      const look = async (status: number, body: string, sentence: RegExp): Promise<void> => {
        feed.state.status = status;
        feed.state.body = body;
        await page.getByRole('button', { name: 'Look now' }).click();
        await expect(said).toHaveText(sentence);
      };
      await look(200, listOf('0.1.0'), /^Fobwatch 0\.1\.0 is the newest version\.$/);
      await look(200, listOf('0.0.9'), /^Fobwatch 0\.1\.0 is the newest version\.$/);
      await look(200, 'version: [not, one', /^What 127\.0\.0\.1 lists is no version/);
      await look(200, '<!doctype html>', /^What 127\.0\.0\.1 lists is no version/);
      await look(404, '', /^127\.0\.0\.1 has no list of versions/);
      await look(503, '', /^127\.0\.0\.1 answered 503/);
      await look(401, '', /^127\.0\.0\.1 answered 401/);
      expect(stage.desktop.notifications()).toEqual([]);

      await look(200, listOf('0.2.0'), /^Fobwatch 0\.2\.0 is out; this is 0\.1\.0\.$/);
      const notice = await until('a notice', () => stage.desktop.notifications()[0]);
      expect(notice.title).toBe('Fobwatch 0.2.0 is out');
      await expect(page.getByRole('button', { name: 'Where to get it' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Download' })).toBeHidden();
      expect(await complaints(page)).toEqual([]);
      await stage.picture('updates-1-out');
      await page.emulateMedia({ colorScheme: 'dark' });
      await stage.picture('updates-2-dark');
      await narrow(stage, page);
      await said.scrollIntoViewIfNeeded();
      await stage.picture('updates-3-narrow');
      expect(await fits(page)).toBe(true);
      expect(await complaints(page)).toEqual([]);

      // Once for a version, whoever asks again.
      await look(200, listOf('0.2.0'), /^Fobwatch 0\.2\.0 is out/);
      await until('the version to be kept as told', () =>
        /"told":\s*"0\.2\.0"/.test(readFileSync(join(stage.data, 'updates.json'), 'utf8')),
      );
      expect(stage.desktop.notifications()).toHaveLength(1);
      // Nothing that tells one computer from another, and nothing but the list.
      expect(new Set(feed.asked.map(({ staging }) => staging))).toEqual(new Set(['none']));
      expect(new Set(feed.asked.map(({ path }) => path))).toEqual(
        new Set(['/fobwatch/latest-linux.yml']),
      );

      await feed.stop();
      await page.getByRole('button', { name: 'Look now' }).click();
      await expect(said).toHaveText(
        /^127\.0\.0\.1 could not be reached \(ERR_CONNECTION_REFUSED\)/,
      );
    });
  } finally {
    await feed.stop();
  }
});

test('the other channel is asked for its own list, and what is out there is to be had in the browser', async () => {
  const feed = await startFeed();
  const found: { browser: Browser | null } = { browser: null };
  const settings = `[updates]\nfeed = ${feed.url}\nchannel = beta\n`;
  const beside = async (_aws: unknown, home: string) => {
    found.browser = installBrowser(home, 'system-browser', true);
    return { env: {}, config: '', stop: async () => undefined };
  };
  try {
    await onStage({ settings, beside }, async (stage) => {
      // The list of the channel that was not chosen is older: whoever read it would find nothing.
      feed.files.set('/fobwatch/latest-linux.yml', listOf('0.0.9'));
      feed.files.set('/fobwatch/', '<!doctype html><title>Fobwatch, all versions</title>');
      feed.state.status = 404;
      const page = await stage.open();
      await stage.click(page.getByRole('button', { name: 'Settings' }));
      const said = page.locator('[data-updates] output');
      await said.scrollIntoViewIfNeeded();
      const look = page.getByRole('button', { name: 'Look now' });
      const open = page.getByRole('button', { name: 'Where to get it' });

      await stage.click(look);
      await expect(said).toHaveText(
        /^127\.0\.0\.1 has no list of versions for this system and channel; choose the other/,
      );
      await expect(open).toBeHidden();
      feed.files.set('/fobwatch/beta-linux.yml', listOf('0.2.0-beta.1'));
      await stage.click(look);
      await expect(said).toHaveText(/^Fobwatch 0\.2\.0-beta\.1 is out; this is 0\.1\.0\.$/);
      const notice = await until('a notice', () => stage.desktop.notifications()[0]);
      expect(notice.title).toBe('Fobwatch 0.2.0-beta.1 is out');
      expect(new Set(feed.asked.map(({ path }) => path))).toEqual(
        new Set(['/fobwatch/beta-linux.yml']),
      );

      // A person gets to the folder that the lists are in, and nothing is fetched for them.
      await stage.click(open);
      expect(await found.browser?.page()).toContain('Fobwatch, all versions');
      expect(feed.asked.at(-1)?.path).toBe('/fobwatch/');
      // The notice of it leads to the same page.
      await stage.desktop.clickNotification();
      expect(await found.browser?.page()).toContain('Fobwatch, all versions');
      await stage.picture('updates-4-beta');

      // Back on the usual channel, what is there is asked for, and is no way back to an older version.
      const ini = join(stage.data, 'settings.ini');
      writeFileSync(ini, readFileSync(ini, 'utf8').replace('channel = beta\n', ''));
      await until('the usual channel to be asked', async () => {
        await look.click();
        return feed.asked.at(-1)?.path === '/fobwatch/latest-linux.yml';
      });
      await expect(said).toHaveText(/^Fobwatch 0\.1\.0 is the newest version\.$/);
    });
  } finally {
    await feed.stop();
  }
});
