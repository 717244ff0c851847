import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The timeline with bars, in the narrowest window, as every eye meets it: with usual and with doubled text, in German
// and from right to left, light and dark.

const speakIn = async (stage: Stage, page: Page, code: string, theme: string): Promise<void> => {
  const text = `[window]\nlanguage = ${code}\ntheme = ${theme}\n`;
  writeFileSync(join(stage.data, 'settings.ini'), text);
  const isDark = theme === 'dark';
  await until(`the window to speak ${code} in ${theme}`, () =>
    page.evaluate(
      (wanted) =>
        document.documentElement.lang.startsWith(wanted.lang) &&
        matchMedia('(prefers-color-scheme: dark)').matches === wanted.isDark,
      { lang: code.slice(0, 2) === 'qp' ? 'en' : code, isDark },
    ),
  );
  const isTurned = code.startsWith('qps');
  await until('the window to go that way', () =>
    page.evaluate((turned) => (document.documentElement.dir === 'rtl') === turned, isTurned),
  );
};

const textOf = (page: Page, size: string): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise((done) => {
        document.documentElement.style.setProperty('font-size', wanted);
        // Measured, and drawn for what was measured.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => requestAnimationFrame(() => done())),
        );
      }),
    size,
  );

/** Words that stand over each other or are cut off, rows that are not as high as their words, marks off their bars. */
const wrong = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    type Box = { readonly name: string; readonly box: DOMRect };
    const boxes = (selector: string): readonly Box[] =>
      [...document.querySelectorAll(selector)].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const box = one.childNodes.length === 0 ? one : range;
        return { name: `${selector} ${one.textContent}`, box: box.getBoundingClientRect() };
      });
    const overlap = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right - 0.5 &&
      b.left < a.right - 0.5 &&
      a.top < b.bottom - 0.5 &&
      b.top < a.bottom - 0.5;
    const words = [...boxes('.timeline-hour'), ...boxes('.timeline-needs-words')];
    const over = words.flatMap((a, at) =>
      words
        .slice(at + 1)
        .flatMap((b) => (overlap(a.box, b.box) ? [`${a.name} over ${b.name}`] : [])),
    );
    const seen = document.documentElement.clientWidth;
    const cut = [...words, ...boxes('.timeline-mark'), ...boxes('.timeline-end')].flatMap(
      ({ name, box }) => (box.left < 0 || box.right > seen ? [`${name} is cut off`] : []),
    );
    const rows = [...document.querySelectorAll('.timeline-row[role="option"]')]
      .map((row) => row.getBoundingClientRect())
      .toSorted((a, b) => a.top - b.top);
    const text = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const low = rows.flatMap((row, at) => [
      ...(row.height < 1.9 * text ? [`row ${at} is ${row.height} px high`] : []),
      ...(row.top < (rows[at - 1]?.bottom ?? row.top) - 0.5 ? [`row ${at} is over another`] : []),
    ]);
    // Each end stands at the end of its bar: on the side where the line ends.
    const isTurned = document.documentElement.dir === 'rtl';
    const ends = [...document.querySelectorAll('.timeline-row > .timeline-bar')].flatMap((bar) => {
      const end = bar.querySelector('.timeline-end')?.getBoundingClientRect();
      const part = bar.querySelector('.timeline-renewed') ?? bar.querySelector('.timeline-held');
      const drawn = part?.getBoundingClientRect();
      if (end === undefined || drawn === undefined) return ['a bar without an end'];
      const off = (end.left + end.right) / 2 - (isTurned ? drawn.left : drawn.right);
      return Math.abs(off) > 1.5 ? [`an end is ${off} px off its bar`] : [];
    });
    return [...over, ...cut, ...low, ...ends];
  });

const hours = (page: Page): Promise<readonly string[]> =>
  page.locator('.timeline-hour').allTextContents();

for (const theme of ['light', 'dark'])
  test(`the timeline is legible with doubled text, in German and from right to left, ${theme}`, async () => {
    await onStage({}, async (stage) => {
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:data-chained', 'fresh', 'due');
      await narrow(stage, page);
      await stage.desktop.key('ctrl+t');
      const bars = page.getByRole('option');
      await expect(bars).toHaveCount(5);
      for (const code of ['en', 'de', 'qps-plocm']) {
        await speakIn(stage, page, code, theme);
        for (const size of ['100%', '200%']) {
          const name = `${code}-${size.slice(0, 3)}`;
          await textOf(page, size);
          expect.soft(await wrong(page), name).toEqual([]);
          expect.soft(await fits(page), name).toBe(true);
          expect.soft((await hours(page)).length, name).toBeGreaterThan(1);
          expect.soft(await complaints(page), name).toEqual([]);
          await stage.picture(`timeline-${theme}-${name}`);
        }
        await textOf(page, '100%');
      }
      // The chosen one stays in sight among grown rows, by keys alone.
      await speakIn(stage, page, 'en', theme);
      await textOf(page, '200%');
      await page.getByRole('listbox', { name: 'Lifetimes' }).focus();
      await stage.desktop.key('End');
      await expect(bars.last()).toHaveAttribute('aria-selected', 'true');
      await expect(bars.last()).toBeInViewport({ ratio: 0.9 });
      expect(
        await page.evaluate(() => {
          const bottom = document.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
          const facts = document.querySelector('.timeline-facts')?.getBoundingClientRect();
          return (bottom?.bottom ?? Infinity) - (facts?.top ?? 0);
        }),
        'the chosen bar under its own words',
      ).toBeLessThanOrEqual(1);
      await stage.desktop.type('prod');
      await expect(page.getByRole('option', { name: /^prod-admin/ })).toHaveAttribute(
        'aria-selected',
        'true',
      );
      await stage.desktop.key('Home');
      await expect(bars.first()).toBeInViewport({ ratio: 0.9 });
      await expect(bars.first()).toHaveAccessibleName(
        /^Session of ada: ends .* then it needs you$/,
      );
      await expect(bars.first().locator('.timeline-end')).toHaveAttribute('data-end', 'code');

      // A session that is let to end has another mark and other words, and needs nobody.
      await textOf(page, '100%');
      await page.evaluate(() =>
        Reflect.get(window, 'fobwatch').send({
          kind: 'let-end',
          targets: [{ kind: 'session', identity: 'ada' }],
        }),
      );
      await expect(bars.first()).toHaveAccessibleName(/^Session of ada: ends .*, for good$/);
      await expect(bars.first().locator('.timeline-end')).toHaveAttribute('data-end', 'over');
      await expect(page.locator('.timeline-mark')).toHaveText([
        'now',
        'renewed',
        'ends with its session',
        'ends for good',
      ]);
      await expect(page.locator('.timeline-needs')).toHaveCount(0);
      expect(await wrong(page)).toEqual([]);
      await stage.picture(`timeline-${theme}-let-end`);
      await page.emulateMedia({ forcedColors: 'active' });
      await stage.picture(`timeline-${theme}-let-end-forced`);
    });
  });
