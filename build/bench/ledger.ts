/// <reference lib="dom" />
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startStage } from '../../test/support/stage.ts';
import { until } from '../../test/support/until.ts';
import { report } from './measure.ts';

// The ledger's search, from the key stroke that clears it to the picture of all lines: a thousand of them beside a
// hundred. Work grows no worse than with their number.

const FEW = 100;
const MANY = 1000;
const AT_MOST_TIMES_FEW = 12;

const ledgerText = (count: number): string => {
  const start = Date.parse('2026-11-01T08:00:00Z');
  return Array.from({ length: count }, (_, at) => {
    const time = (ms: number): string => new Date(start + at * 600_000 + ms).toISOString();
    const line = {
      at: time(0),
      target: `role:${['dev-readonly', 'prod-admin', 'partner-billing'][at % 3] ?? ''}`,
      how: 'credentials',
      via: 'helper',
      to: 'terraform',
      by: 'terraform',
      pid: 4000 + at,
      outcome: 'given',
      expiresAt: time(3_600_000),
    };
    return `${JSON.stringify(line)}\n`;
  }).join('');
};

/** The shortest of some, ms. */
const searchTime = (page: Page, count: number): Promise<number> =>
  page.evaluate(async (all) => {
    const field = document.querySelector<HTMLInputElement>('[data-focus="search"]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const search = async (query: string, isThere: (lines: number) => boolean): Promise<number> => {
      const before = performance.now();
      if (field !== null) set?.call(field, query);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
      while (!isThere(document.querySelectorAll('.ledger-line').length)) {
        // oxlint-disable-next-line no-await-in-loop -- one picture after another
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - before;
    };
    const times: number[] = [];
    for (const query of ['prod', 'dev', 'billing', 'prod', 'dev', 'billing']) {
      // oxlint-disable-next-line no-await-in-loop -- one after another, as a person types
      await search(query, (lines) => lines < all);
      // oxlint-disable-next-line no-await-in-loop
      times.push(await search('', (lines) => lines === all));
    }
    return Math.min(...times);
  }, count);

const timeOf = async (count: number): Promise<number> => {
  const stage = await startStage({});
  try {
    mkdirSync(stage.data, { recursive: true });
    appendFileSync(join(stage.data, 'ledger.jsonl'), ledgerText(count));
    await stage.start();
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Show ledger' }));
    await until('all lines', async () => (await page.locator('.ledger-line').count()) === count);
    return await searchTime(page, count);
  } finally {
    await stage.stop();
  }
};

const few = await timeOf(FEW);
const many = await timeOf(MANY);
report('ledger', [
  {
    name: `a search of ${MANY} lines beside one of ${FEW}, times as long`,
    ours: many,
    other: few,
    ratio: many / few,
    bound: AT_MOST_TIMES_FEW,
    met: many / few <= AT_MOST_TIMES_FEW,
  },
]);
