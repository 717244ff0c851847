import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const said = async (builder: AxeBuilder): Promise<readonly string[]> => {
  // Electron has no second page for axe to look through, hence its older way.
  const { violations } = await builder.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
};

/** What axe finds wrong with a page, one line each. */
export const complaints = (page: Page): Promise<readonly string[]> =>
  said(new AxeBuilder({ page }));

/** The same of its colours alone, for a page that was looked through in other ones. */
export const colourComplaints = (page: Page): Promise<readonly string[]> =>
  said(new AxeBuilder({ page }).withRules(['color-contrast']));
