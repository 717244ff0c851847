import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { still } from './still.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const said = async (page: Page, options: RunOptions): Promise<readonly string[]> => {
  // A page keeps it until it is loaded anew.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // What fades in or out has colours that nobody reads.
  await still(page);
  const { violations } = await page.evaluate((wanted) => window.axe.run(document, wanted), options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
};

/** What axe finds wrong with a page, one line each. */
export const complaints = (page: Page): Promise<readonly string[]> =>
  said(page, { resultTypes: ['violations'] });

/** The same of its colours alone, for a page that was looked through in other ones. */
export const colourComplaints = (page: Page): Promise<readonly string[]> =>
  said(page, { resultTypes: ['violations'], runOnly: ['color-contrast'] });
