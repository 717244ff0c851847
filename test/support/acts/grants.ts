import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allow } from '../../local-aws/support.ts';
import { createProviders, federatedWorld, responseOf } from '../federated-world.ts';
import { showPanel, type Act } from '../scene.ts';

/** Where a SAML response lies, in the home folder. */
const RESPONSE = 'response.txt';

/** What no profile names: a role by SAML, a role by web identity, a federated user. */
export const grants: Act = {
  name: 'grants',
  options: async () => {
    const providers = await createProviders();
    const response = await responseOf(providers);
    return {
      world: federatedWorld(providers),
      beside: async ({ url }, home) => {
        writeFileSync(join(home, RESPONSE), response);
        return {
          env: { AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1' },
          config: '',
          stop: async () => undefined,
        };
      },
    };
  },
  scenes: [
    {
      name: 'not-read',
      show: async (stage) => {
        await stage.open();
        await stage.desktop.copyText('not an assertion!');
        const page = await showPanel(stage, 'grants');
        await page.getByRole('button', { name: 'Read assertion' }).click();
        await page
          .getByRole('status')
          .getByText(/holds no SAML response/)
          .waitFor();
        return page;
      },
    },
    {
      name: 'saml',
      show: async (stage) => {
        const page = await stage.page();
        await stage.desktop.copyText(readFileSync(join(stage.desktop.home, RESPONSE), 'utf8'));
        await page.getByRole('button', { name: 'Read assertion' }).click();
        await page
          .getByRole('status')
          .getByText(/It offers 2 roles/)
          .waitFor();
        return page;
      },
    },
    {
      name: 'web-identity',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('radio', { name: 'Web identity' }).click();
        await page.getByRole('textbox', { name: 'Token file' }).fill('~/token.jwt');
        await page.getByLabel('Role ARN').fill('arn:aws:iam::1:user/not-a-role');
        await page.getByLabel('Role ARN').press('Enter');
        await page.getByText(/RoleArn may be made of these only/).waitFor();
        return page;
      },
    },
    {
      name: 'federated',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('radio', { name: 'Federated user' }).click();
        await page.getByLabel('Identity', { exact: true }).waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await page.keyboard.type('ada-at-work');
        await page.keyboard.press('Tab');
        await page.keyboard.type(JSON.stringify(allow('sts:GetCallerIdentity')));
        return page;
      },
    },
    {
      name: 'held',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Start', exact: true }).click();
        await stage.phase('made:ada-at-work', 'fresh');
        await (await stage.row('made:ada-at-work')).scrollIntoViewIfNeeded();
        return page;
      },
    },
  ],
};
