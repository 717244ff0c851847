import { fobwatch, openReady, send, type Act } from '../scene.ts';

/** The lock: what it says, the ways in, and panic, which is asked twice. */
export const locked: Act = {
  name: 'locked',
  options: {},
  scenes: [
    {
      name: 'locked',
      show: async (stage) => {
        const page = await openReady(stage);
        await fobwatch(stage, 'write', 'dev-readonly', '--profile', 'out');
        await send(page, { kind: 'lock' });
        await page.getByRole('heading', { level: 1, name: 'Locked' }).waitFor();
        await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
        return page;
      },
    },
    {
      name: 'another-device',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Another device?' }).click();
        await page.getByText(/AWS still lists this device/).waitFor();
        return page;
      },
    },
    {
      name: 'still-alive',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByText(/still works? at AWS/).click();
        await page.getByRole('button', { name: 'Copy the policy' }).click();
        await page.getByText('The policy is in the clipboard.').scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'panic',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByText(/still works? at AWS/).click();
        await page.getByRole('button', { name: 'Panic…' }).click();
        await page.getByRole('button', { name: 'Not now' }).waitFor();
        return page;
      },
    },
    {
      name: 'panic-again',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByRole('button', { name: 'Keep them' }).waitFor();
        return page;
      },
    },
    {
      name: 'cleaned',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Take them out' }).click();
        await page.getByText(/out was taken out of/).waitFor();
        return page;
      },
    },
  ],
};
