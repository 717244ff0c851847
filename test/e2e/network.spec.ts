import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createAuthority } from '../local-aws/certificates.ts';
import { createProxy } from '../local-aws/proxy.ts';
import { complaints } from '../support/axe.ts';
import { onStage } from '../support/stage.ts';

// Companies let nobody out but through their proxy, and that one wants to know who asks.

test('BO9: with a proxy in settings.ini and its password in the keychain every call goes through it', async () => {
  const login = { user: 'ada', password: 'corp pass 1' };
  const proxy = await createProxy({ credentials: login });
  const settings = `[network]\nproxy = ${proxy.url}\nproxy_user = ${login.user}\n`;
  try {
    await onStage({ settings }, async (stage) => {
      const page = await stage.open();
      await stage.click(page.getByRole('button', { name: 'Settings' }));
      await stage.click(page.getByRole('button', { name: 'Test connection' }));
      await expect(page.getByText(/wants a user name and a password/)).toBeVisible();
      expect(stage.aws.log()).toEqual([]);
      await stage.picture('network-proxy-wants-password');

      await stage.click(page.getByLabel('Proxy password'));
      await stage.desktop.type(login.password);
      await stage.desktop.key('Return');
      await expect(page.getByText('The password is in the keychain.')).toBeVisible();
      expect(await page.getByLabel('Proxy password').inputValue()).toBe('');
      await stage.click(page.getByRole('button', { name: 'Test connection' }));
      await expect(page.getByText('Everything on the way to AWS works.')).toBeVisible();
      await stage.picture('network-connection-works');

      await stage.desktop.clickMenu(/Enter code/);
      proxy.clear();
      stage.aws.clearLog();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      await stage.phase('role:data-chained', 'fresh');
      // The server has answered a moment before the proxy has.
      await expect
        .poll(() => stage.aws.pending() === 0 && proxy.passages().length === stage.aws.log().length)
        .toBe(true);
      const passages = proxy.passages();
      expect(passages.length).toBeGreaterThan(4);
      for (const passage of passages)
        expect(passage).toMatchObject({ user: login.user, target: `127.0.0.1:${stage.aws.port}` });
      expect(JSON.stringify(await page.content())).not.toContain(login.password);
    });
  } finally {
    await proxy.stop();
  }
});

test('BO9: the connection test names the step that fails and what helps', async () => {
  const proxy = await createProxy();
  await proxy.stop();
  await onStage({ settings: `[network]\nproxy = ${proxy.url}\n` }, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Test connection' }));
    const steps = page.getByRole('list', { name: 'Connection test' }).getByRole('listitem');
    await expect(steps.last()).toContainText(
      `The proxy 127.0.0.1:${proxy.port} could not be reached`,
    );
    expect(await steps.evaluateAll((all) => all.map((step) => step.dataset['step']))).toEqual([
      'endpoint',
      'proxy',
      'connect',
    ]);
    await stage.picture('network-connection-fails');
    expect(await complaints(page)).toEqual([]);

    await stage.click(page.getByRole('button', { name: 'Check ada' }));
    await stage.click(page.getByRole('button', { name: 'Back' }));
    await stage.click(page.getByRole('button', { name: 'Network settings' }));
    await expect(page.getByRole('heading', { name: 'Network' })).toBeInViewport();
  });
});

test('BO9: behind TLS of a company CA roles start through a tunnel once its bundle is named', async () => {
  const authority = await createAuthority('Company CA');
  const proxy = await createProxy();
  const settings = `[network]\nproxy = ${proxy.url}\n`;
  try {
    await onStage({ tls: await authority.certify(['127.0.0.1']), settings }, async (stage) => {
      const bundle = join(stage.desktop.home, 'company.pem');
      writeFileSync(bundle, authority.certificate);
      const page = await stage.open();
      await stage.typeCode();
      await expect(
        page.locator('.strip-help', { hasText: 'Nobody trusted vouches for the certificate' }),
      ).toBeVisible();
      expect(stage.aws.log()).toEqual([]);

      await stage.click(page.getByRole('button', { name: 'Settings' }));
      await stage.click(page.getByRole('button', { name: 'Test connection' }));
      await expect(
        page.getByRole('main').getByText(/Nobody trusted vouches for the certificate/),
      ).toBeVisible();
      await stage.picture('network-untrusted-certificate');

      await stage.click(page.getByLabel('CA bundle'));
      await stage.desktop.type(bundle);
      await stage.desktop.key('Return');
      await stage.click(page.getByRole('button', { name: 'Test connection' }));
      await expect(page.getByText('Everything on the way to AWS works.')).toBeVisible();
      await expect(page.getByText(/vouched for by Company CA/)).toBeVisible();
      await stage.desktop.clickMenu(/Enter code/);
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      expect(proxy.passages().every(({ kind }) => kind === 'tunnel')).toBe(true);
    });
  } finally {
    await proxy.stop();
  }
});

test('BO9: with nothing said the system is asked for the way to each address', async () => {
  const proxy = await createProxy();
  try {
    await onStage({}, async (stage) => {
      await stage.app().electron.evaluate(
        ({ session }, proxyRules) =>
          // Chromium leaves out this computer unless told not to.
          session.defaultSession.setProxy({ proxyRules, proxyBypassRules: '<-loopback>' }),
        proxy.url,
      );
      const page = await stage.open();
      await stage.click(page.getByRole('button', { name: 'Settings' }));
      await stage.click(page.getByRole('button', { name: 'Test connection' }));
      await expect(page.getByText(`127.0.0.1:${proxy.port}, by the system`)).toBeVisible();
      await expect(page.getByText('Everything on the way to AWS works.')).toBeVisible();
      // The probe and the signed call, and nothing of Chromium's own.
      expect(proxy.passages().map(({ target }) => target)).toEqual(
        Array.from({ length: 2 }, () => `127.0.0.1:${stage.aws.port}`),
      );
    });
  } finally {
    await proxy.stop();
  }
});
