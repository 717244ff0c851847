import { expect, test } from '@playwright/test';
import { fobwatch } from '../support/scene.ts';
import { allAnswered, allShared, DEVICE, onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { whoUses } from '../support/who-uses.ts';

// The main job on a real desktop: tray, code, credentials, clipboard, notice.

const codesSent = (stage: Stage): number =>
  stage.aws.log().filter(({ carriedCode }) => carriedCode).length;

test('a tray click, one code and Return make every role under the session ready', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await stage.picture('main-1-asked');
    await stage.typeCode();
    await allAnswered(stage);
    expect(codesSent(stage)).toBe(1);
    await until('the tooltip', async () =>
      (await stage.tooltip()).startsWith('4 active, needs you in'),
    );
    // What accounts are called is learnt from a role in each, without a person.
    for (const name of ['acme-dev', 'northwind-billing', 'acme-prod'])
      await expect((await stage.page()).getByRole('heading', { name })).toBeVisible();
    await stage.picture('main-2-ready');
    await expect(await stage.row('role:denied-ops')).toContainText('AccessDenied');
  });
});

test('the menu alone reaches the code field, copies, stops, has what was used last, and quits', async () => {
  await onStage({}, async (stage) => {
    await stage.desktop.clickMenu(/Enter code/);
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await stage.typeCode();
    await until('roles in the menu', async () =>
      (await stage.desktop.trayMenu()).some(
        ({ label, children }) =>
          label === 'Copy exports' &&
          children.some((one) => one.label === 'prod-admin (production)'),
      ),
    );
    // The menu is made anew with each role that comes; a click between two of them reaches nobody.
    await allAnswered(stage);
    await expect
      .poll(async () => (await stage.desktop.trayMenu())[0]?.label)
      .toMatch(/^4 active, needs you at (\w{3} )?\d{2}:\d{2}$/);
    await stage.desktop.clickMenu(['Copy exports', 'dev-readonly']);
    expect(await whoUses(stage)).toContain('assumed-role/dev-readonly/');
    await stage.desktop.clickMenu(['dev-readonly', 'Stop']);
    await stage.phase('role:dev-readonly', 'off');
    await stage.desktop.clickMenu(['ada', 'Devices and keys…']);
    await expect((await stage.page()).getByRole('heading', { name: 'ada' }).first()).toBeVisible();
    await stage.desktop.clickMenu('Stop all');
    await until('nothing active', async () => (await stage.tooltip()) === 'Nothing active');
    await stage.picture('menu-stopped');
    await stage.desktop.clickMenu(/Quit/);
    await stage.app().ended();
  });
});

test('exports copied from a row are evaluated by a shell, used against AWS, and cleared', async () => {
  await onStage({ settings: '[clipboard]\nclear_after = 8s\n' }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }));
    const block = await until(
      'exports in the clipboard',
      async () => (await stage.desktop.clipboardText()) || undefined,
    );
    await expect(await stage.row('role:dev-readonly')).toContainText(/copied for \w+, clears in/);
    await stage.picture('copy-1-copied');
    const answer = await stage.desktop.run(
      [
        'bash',
        '-c',
        'eval "$(cat)"; /usr/bin/aws --endpoint-url "$1" sts get-caller-identity; /usr/bin/aws --endpoint-url "$1" s3api list-buckets',
        '-',
        stage.aws.url,
      ],
      {
        input: block,
        env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', AWS_CONFIG_FILE: '/dev/null' },
      },
    );
    expect(answer).toContain('assumed-role/dev-readonly/');
    expect(answer).toContain('acme-dev-artifacts');
    await until(
      'the clipboard to be cleared',
      async () => (await stage.desktop.clipboardText()) === '',
    );
    await expect(await stage.row('role:dev-readonly')).toContainText('clipboard cleared');
    await stage.picture('copy-2-cleared');
  });
});

test('what the person copied meanwhile is left in the clipboard', async () => {
  await onStage({ settings: '[clipboard]\nclear_after = 8s\n' }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }));
    await until(
      'exports in the clipboard',
      async () => (await stage.desktop.clipboardText()) !== '',
    );
    await stage.app().electron.evaluate(({ clipboard }) => clipboard.writeText('a shopping list'));
    await expect(await stage.row('role:dev-readonly')).toContainText('no longer in the clipboard');
    expect(await stage.desktop.clipboardText()).toBe('a shopping list');
  });
});

test('a notice before the session ends names it, and its click leads to the code field', async () => {
  await onStage(
    {
      lifetimes: { sessionSeconds: 30, roleSeconds: { 'dev-readonly': 900 } },
      settings: '[notice]\nlead = 12s\n[renewal]\nwindow = 3s\n',
    },
    async (stage) => {
      await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      await stage.desktop.key('Escape');
      await stage.hidden();
      const notice = await until('a notice', () => stage.desktop.notifications().at(-1));
      expect(notice.title).toMatch(/^Session of ada ends (\w{3} )?\d{2}:\d{2}/);
      expect(`${notice.title} ${notice.body}`).not.toMatch(/1111-?2222-?3333/);
      await until('the bubble', async () => (await stage.desktop.shownNotifications()) > 0);
      await stage.picture('notice-1-bubble');
      expect(await stage.app().isShown('index.html')).toBe(false);
      await stage.desktop.clickNotification();
      await until('the popover to be seen', () => stage.app().isShown('index.html'));
      await stage.typeCode();
      await until('the second code to be sent', () => codesSent(stage) === 2);
      await stage.phase('role:dev-readonly', 'fresh');
      await stage.picture('notice-2-renewed');
    },
  );
});

test('a wrong code is refused in its place, a spent step is not sent, the next code works', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.youngStep();
    const right = stage.code();
    await stage.typeCode(right === '000000' ? '111111' : '000000');
    await expect(page.locator('.strip-help').getByText(/Wrong or used before/)).toBeVisible();
    await stage.picture('code-1-wrong');
    await stage.desktop.type(stage.code());
    await stage.desktop.key('Return');
    await expect(page.getByText(/[Nn]ext code in/)).toBeVisible();
    expect(codesSent(stage)).toBe(1);
    await stage.picture('code-2-spent');
    await page.getByRole('textbox', { name: 'MFA code' }).fill('');
    await stage.typeCode();
    await allShared(stage);
  });
});

test('a code of the step before, typed late, works', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    const early = await stage.nextCode();
    await until('the step after', () => stage.code() !== early);
    await stage.typeCode(early);
    await allShared(stage);
  });
});

test('a lost answer spends the code: one request, a sentence, and the next code asked', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    stage.aws.addFault({ operation: 'sts:GetSessionToken', fault: { kind: 'reset-after' } });
    await stage.youngStep();
    await stage.typeCode();
    await expect(page.getByText(/[Nn]ext code in/)).toBeVisible();
    await stage.picture('code-3-lost');
    expect(stage.aws.log().filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
    await stage.typeCode();
    await allShared(stage);
    expect(codesSent(stage)).toBe(2);
  });
});

test('a role of 12 h takes a code of its own, straight from the key', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Start audit-12h' }));
    await expect(page.getByText('for audit-12h')).toBeVisible();
    await stage.typeCode();
    await stage.phase('role:audit-12h', 'fresh');
    expect(stage.aws.log().map(({ action }) => action)).not.toContain('GetSessionToken');
    await expect(await stage.row('role:audit-12h')).toContainText(/1[12] h/);
  });
});

test('a restart brings session and roles back without a code and without new credentials', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: /^Import/ }));
    await until('the key in the keychain', async () =>
      (await stage.desktop.keychainItems({ account: 'identity:ada' })).includes('label ='),
    );
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode();
    await allShared(stage);
    await stage.app().quit();
    stage.aws.clearLog();
    await stage.start();
    await until('the tooltip', async () => (await stage.tooltip()).startsWith('4 active'));
    await stage.open();
    await allShared(stage);
    await stage.picture('restart-back');
    const asked = stage.aws.log().map(({ action }) => action);
    expect(asked).not.toContain('GetSessionToken');
    expect(asked).not.toContain('AssumeRole');
    await expect((await stage.page()).getByRole('textbox', { name: 'MFA code' })).toHaveCount(0);
  });
});

test('kill -9 in the middle of a renewal loses nothing and asks for nothing', async () => {
  await onStage(
    {
      lifetimes: { roleSeconds: { 'dev-readonly': 18 } },
      settings: '[renewal]\nwindow = 17s\n',
    },
    async (stage) => {
      await stage.open();
      await stage.typeCode();
      await allShared(stage);
      stage.aws.addFault({
        operation: 'sts:AssumeRole',
        fault: { kind: 'latency', milliseconds: 60_000 },
      });
      await stage.phase('role:dev-readonly', 'due');
      await stage.app().kill();
      stage.aws.clearFaults();
      stage.aws.clearLog();
      await stage.start();
      await stage.open();
      await allShared(stage);
      expect(codesSent(stage)).toBe(0);
      await stage.picture('killed-back');
    },
  );
});

test('the popover stays while a code is asked, keeps typed digits, and goes with a second Escape', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await expect(field).toBeFocused();
    await until('the popover to have the focus', async () =>
      /Fobwatch/.test(await stage.desktop.activeWindow()),
    );
    await stage.desktop.type('123');
    await expect.poll(async () => (await field.inputValue()).replaceAll(/\D/g, '')).toBe('123');
    await stage.desktop.click(1100, 700);
    await until(
      'the focus to be elsewhere',
      async () => !/Fobwatch/.test(await stage.desktop.activeWindow()),
    );
    expect(await stage.app().isShown('index.html')).toBe(true);
    await stage.desktop.clickTray();
    await until('the popover to have the focus', async () =>
      /Fobwatch/.test(await stage.desktop.activeWindow()),
    );
    await stage.desktop.clickTray();
    await stage.hidden();
    await stage.desktop.clickTray();
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    expect((await field.inputValue()).replaceAll(/\D/g, '')).toBe('123');
    await field.focus();
    await stage.desktop.key('Escape');
    await expect(field).toHaveCount(0);
    expect(await stage.app().isShown('index.html')).toBe(true);
    await stage.desktop.key('Escape');
    await stage.hidden();
  });
});

test('the popover that stayed for a code goes when the code comes from a terminal', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await expect(page.getByRole('textbox', { name: 'MFA code' })).toBeFocused();
    const elsewhere = async (): Promise<void> => {
      await stage.desktop.click(1100, 700);
      await until(
        'the focus to be elsewhere',
        async () => !(await stage.app().hasFocus('index.html')),
      );
    };
    await elsewhere();
    expect(await stage.app().isShown('index.html')).toBe(true);
    await fobwatch(stage, 'session', 'ada', '--code', await stage.nextCode());
    await stage.hidden();
    // Gone already, so that the first click shows it.
    await stage.open();
    await expect(page.getByRole('textbox', { name: 'MFA code' })).toHaveCount(0);
    await elsewhere();
    await stage.hidden();
  });
});

test('the popover stays when a code comes from a terminal while a person works in it', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await expect(page.getByRole('textbox', { name: 'MFA code' })).toBeFocused();
    await stage.desktop.click(1100, 700);
    await until(
      'the focus to be elsewhere',
      async () => !(await stage.app().hasFocus('index.html')),
    );
    await stage.click(page.getByRole('searchbox'));
    await until('the focus to be back', () => stage.app().hasFocus('index.html'));
    await fobwatch(stage, 'session', 'ada', '--code', await stage.nextCode());
    await stage.phase('role:dev-readonly', 'fresh');
    expect(await stage.app().isShown('index.html')).toBe(true);
  });
});

test('ST9, SE2: after the import the settings show who the key is and let its device be picked', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: /^Import/ }));
    await stage.desktop.clickMenu(/Settings/);
    const card = page.locator('[data-identity="ada"]');
    await expect(card).toContainText('arn:aws:iam::111122223333:user/ada');
    await expect(card).toContainText('acme-dev');
    const pick = card.getByLabel('Codes come from');
    await expect(pick).toHaveValue(DEVICE);
    await pick.scrollIntoViewIfNeeded();
    await stage.picture('settings-identity');
  });
});
