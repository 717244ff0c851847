import { makerWorld } from '../maker-world.ts';
import { showPanel, type Act } from '../scene.ts';
import { listOf, startFeed } from '../update-feed.ts';

const ERROR =
  'An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/prod-admin';

/** What is told of what was asked: an error, a new version, a trial. */
export const told: Act = {
  name: 'told',
  options: async () => {
    const feed = await startFeed();
    feed.state.body = listOf('0.2.0');
    return {
      world: makerWorld(),
      settings: ({ url }) =>
        `[updates]\nfeed = ${feed.url}\n\n[network]\nsignin_endpoint = ${url}\n`,
      beside: async () => ({ env: {}, config: '', stop: feed.stop }),
    };
  },
  scenes: [
    {
      name: 'trial',
      show: async (stage) => {
        await stage.open();
        const page = await showPanel(stage, 'lab');
        await page.getByRole('button', { name: 'Show what is made' }).click();
        await page.getByRole('button', { name: 'Make it' }).waitFor();
        return page;
      },
    },
    {
      name: 'trial-made',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Make it' }).click();
        await page.getByText('is there until you remove it').waitFor();
        return page;
      },
    },
    {
      name: 'trial-removed',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Remove it all' }).click();
        await page.getByText('nothing of the trial is left').waitFor();
        return page;
      },
    },
    {
      name: 'explained',
      show: async (stage) => {
        const page = await showPanel(stage, 'explain');
        await page.getByRole('textbox', { name: 'Error text, or encoded message' }).fill(ERROR);
        await page.getByRole('button', { name: 'Explain', exact: true }).click();
        await page.getByRole('region', { name: 'What it means' }).waitFor();
        return page;
      },
    },
    {
      name: 'update-out',
      show: async (stage) => {
        const page = await showPanel(stage, 'settings');
        await page.getByRole('button', { name: 'Look now' }).click();
        await page.getByText('Fobwatch 0.2.0 is out; this is 0.1.0.').waitFor();
        await page.locator('[data-updates]').scrollIntoViewIfNeeded();
        return page;
      },
    },
  ],
};
