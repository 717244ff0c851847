import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { listenTo } from '../support/hear.ts';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// What a person hears who does not see the window: Chromium's own tree, and the same through the desktop's AT-SPI, as a
// screen reader gets it.

type Heard = {
  readonly role: string;
  readonly name: string;
  /** How changes of it are spoken by themselves: "polite", "assertive"; empty: not at all. */
  readonly live: string;
  /** All that stands in it. */
  readonly text: string;
};

/** Chromium's accessibility tree, as it hands it to screen readers: what is not ignored. */
const treeOf = async (page: Page): Promise<readonly Heard[]> => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textOf = (id: string): string => {
    const node = byId.get(id);
    if (node?.role?.value === 'StaticText') return String(node.name?.value ?? '');
    return (node?.childIds ?? []).map(textOf).join('');
  };
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ nodeId, role, name, properties }) => ({
      role: String(role?.value),
      name: String(name?.value ?? ''),
      live: String(properties?.find((one) => one.name === 'live')?.value.value ?? ''),
      text: textOf(nodeId).trim(),
    }));
};

/** What stands where it is spoken by itself. */
const spokenIn = (tree: readonly Heard[]): readonly string[] =>
  tree
    .filter(({ role, text }) => (role === 'status' || role === 'alert') && text !== '')
    .map(({ role, live, text }) => `${role} ${live}: ${text}`);

const named = (tree: readonly Heard[], role: string): readonly string[] =>
  tree.filter((one) => one.role === role).map(({ name }) => name);

test('the tree names every field, button and row, and what is spoken by itself', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
    const asked = await treeOf(page);
    expect(named(asked, 'textbox')).toContain('MFA code');
    expect(named(asked, 'button')).toContain('Send code');
    expect(named(asked, 'searchbox')).toEqual(['Search roles']);

    const heard = await listenTo(page);
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const ready = await treeOf(page);
    for (const button of ['Copy exports of dev-readonly', 'More for dev-readonly', 'Settings'])
      expect(named(ready, 'button')).toContain(button);
    expect(ready.filter(({ role, name }) => role === 'button' && name === '')).toEqual([]);
    // What comes next is heard with the row.
    const time = (await stage.row('role:dev-readonly')).locator('.left .hidden-words');
    await expect(time).toHaveText(
      /^ends (\w{3} )?\d\d:\d\d, in \d+ min, renews (\w{3} )?\d\d:\d\d$/,
    );
    // Whoever walks the rows hears the row with its button.
    await page.getByRole('searchbox').focus();
    const descriptions = [
      /^ends (\w{3} )?\d\d:\d\d, in \d+ min, renews/,
      /^takes a code of its own/,
    ];
    for (const words of descriptions) {
      await stage.desktop.key('Down');
      await expect(page.locator('[data-row-main]:focus')).toHaveAccessibleDescription(words);
    }
    // It is not spoken by itself, and nothing else that ticks is.
    expect(spokenIn(ready).join('')).not.toMatch(/\d\d:\d\d|\d (s|min|h)\b/);
    // What the code and the roles had to say is said.
    await expect.poll(() => heard).toHaveLength(3);
    const copied = 'status: Exports of dev-readonly copied';
    const copy = page.getByRole('button', { name: 'Copy exports of dev-readonly' }).first();
    await stage.click(copy);
    await expect(page.getByRole('status').filter({ hasText: 'dev-readonly' })).toBeAttached();
    await expect.poll(() => heard.slice(3)).toEqual([copied]);
    // The same role again is said again.
    await stage.click(copy);
    await expect.poll(() => heard.slice(3)).toEqual([copied, copied]);
  });
});

test('what becomes of a code and of roles is spoken once, never with what ticks or its digits', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const heard = await listenTo(page);
    const right = await stage.nextCode();
    const wrong = right === '000000' ? '111111' : '000000';
    await stage.typeCode(wrong);
    const refused = 'Wrong or used before: enter the next code.';
    await expect.poll(() => heard).toEqual([`alert: ${refused}`]);
    expect(spokenIn(await treeOf(page))).toEqual([`alert assertive: ${refused}`]);
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await expect(field).toHaveAccessibleDescription(refused);
    expect(await complaints(page)).toEqual([]);

    // A press that sends nothing says why, each time.
    const short = 'alert: A code has 6 digits; 3 were typed.';
    await stage.desktop.type('123');
    await stage.desktop.key('Return');
    await expect.poll(() => heard.slice(1)).toEqual([short]);
    await stage.desktop.key('Return');
    await expect.poll(() => heard.slice(1)).toEqual([short, short]);
    await field.fill('');
    const next = await stage.nextCode();
    await stage.typeCode(next);
    await stage.phase('role:dev-readonly', 'fresh');
    const denied: unknown = expect.stringMatching(/^status: denied-ops failed: AWS denied .+\.$/);
    const taken = ['status: Code accepted.', 'status: 4 roles are ready.', denied];
    await expect.poll(() => heard.slice(3)).toEqual(taken);

    // Hidden and opened again: nothing is repeated.
    await stage.desktop.key('Escape');
    await stage.hidden();
    await stage.open();
    expect(spokenIn(await treeOf(page))).toEqual([]);

    await stage.click(page.getByRole('button', { name: 'Start denied-ops' }));
    await stage.phase('role:denied-ops', 'failed');
    await expect.poll(() => heard.slice(6)).toEqual([denied]);
    expect(spokenIn(await treeOf(page))).toEqual([
      expect.stringMatching(/^status polite: denied-ops failed/),
    ]);
    expect(await complaints(page)).toEqual([]);
    const all = heard.join(' ');
    for (const digits of [right, wrong, next]) expect(all).not.toContain(digits);
    expect(all).not.toMatch(/\d (s|min|h)\b/);
  });
});

test('a program that asks for a code is spoken of in the open window, once', async () => {
  await onStage({ settings: '[production]\nrules =\n' }, async (stage) => {
    const page = await stage.open();
    const heard = await listenTo(page);
    const command = join(stage.data, 'bin', 'fobwatch');
    const asked = stage.desktop.run([command, 'credentials', 'dev-readonly']);
    const words = /^A code of ada is needed for dev-readonly, asked by .+\.$/;
    await expect.poll(() => heard).toEqual([expect.stringMatching(/^status: A code of ada/)]);
    expect(heard[0]?.replace('status: ', '')).toMatch(words);
    // Not by Escape, which would set the code aside.
    await stage.desktop.clickTray();
    await stage.hidden();
    await stage.desktop.clickTray();
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await stage.typeCode();
    expect(await asked).toContain('AccessKeyId');
    await expect.poll(() => heard.slice(1, 2)).toEqual(['status: Code accepted.']);
  });
});

test('a code that is refused in the locked window is spoken there, and the one that unlocks it', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.click(page.getByRole('button', { name: 'Lock now' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Locked' })).toBeVisible();
    const heard = await listenTo(page);
    const right = await stage.nextCode();
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode(right === '000000' ? '111111' : '000000');
    const refused = 'Wrong or used before: enter the next code.';
    await expect.poll(() => heard).toEqual([`alert: ${refused}`]);
    expect(spokenIn(await treeOf(page))).toContain(`alert assertive: ${refused}`);
    expect(await complaints(page)).toEqual([]);
    await stage.typeCode();
    await expect
      .poll(() => heard.slice(1, 2))
      .toEqual(['status: Code accepted, Fobwatch is unlocked.']);
  });
});

for (const minutes of [10, 5])
  test(`the countdown is spoken when ${minutes} minutes are left`, async () => {
    const options = {
      lifetimes: { sessionSeconds: minutes * 60 + 12, roleSeconds: { 'dev-readonly': 900 } },
      settings: '[notice]\nlead = 10s\n',
    };
    await onStage(options, async (stage) => {
      const heard = await listenTo(await stage.open());
      const counted = (): readonly string[] => heard.filter((words) => /minute/.test(words));
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      expect(counted()).toEqual([]);
      await expect.poll(counted).toEqual([`status: A code is needed in ${minutes} minutes.`]);
    });
  });

test('the countdown is spoken when one minute is left, and neither before, nor after, nor to who opens the window then', async () => {
  const options = {
    lifetimes: { sessionSeconds: 80, roleSeconds: { 'dev-readonly': 900 } },
    settings: '[notice]\nlead = 10s\n',
  };
  await onStage(options, async (stage) => {
    const page = await stage.open();
    const heard = await listenTo(page);
    const counted = (): readonly string[] => heard.filter((words) => /minute/.test(words));
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const minute = 'A code is needed in 1 minute.';
    await expect.poll(counted, { timeout: 60_000 }).toEqual([`status: ${minute}`]);
    expect(spokenIn(await treeOf(page)).join()).toMatch(/^status polite: .*A code is needed in 1/);
    expect(await complaints(page)).toEqual([]);

    await stage.desktop.key('Escape');
    await stage.hidden();
    await stage.open();
    const left = page.locator('[data-grant="session:ada"] .left > span').first();
    await expect(left).toHaveText(/^[12]\d s$/, { timeout: 60_000 });
    expect(spokenIn(await treeOf(page))).toEqual([]);
    expect(counted()).toEqual([`status: ${minute}`]);
  });
});

/** Finds what a screen reader would, and presses a button the way it does. */
const READER = `
import pyatspi, sys
def walk(node, depth=0):
    if node is None or depth > 40: return
    yield node
    for child in node:
        yield from walk(child, depth + 1)
def found(role, name):
    for app in pyatspi.Registry.getDesktop(0):
        if app is None: continue
        for node in walk(app):
            if node.getRoleName() == role and node.name == name: return node
for line in sys.argv[1:]:
    role, name, act = line.split('|')
    node = found(role, name)
    if node is None:
        print('missing: ' + line)
        continue
    print('found: ' + line)
    if act == 'press':
        node.queryAction().doAction(0)
`;

const STATUS = 'org.a11y.Status';

test('a screen reader that comes finds a role by AT-SPI, and presses its button', async () => {
  await onStage({ env: { ACCESSIBILITY_ENABLED: '1' } }, async (stage) => {
    const { desktop } = stage;
    await stage.app().quit();
    desktop.start('at-spi', ['/usr/libexec/at-spi-bus-launcher', '--launch-immediately']);
    await until('the bus of screen readers', () => desktop.bus.hasOwner('org.a11y.Bus'));
    await stage.start();
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const read = (...lines: readonly string[]): Promise<string> =>
      desktop.run(['/usr/bin/python3', '-c', READER, ...lines]);
    expect(await read('frame|Fobwatch|', 'entry|Search roles|')).toMatch(/found.*\nmissing/);
    // What Orca does first.
    await desktop.bus.call(
      { service: 'org.a11y.Bus', path: '/org/a11y/bus' },
      'org.freedesktop.DBus.Properties',
      'Set',
      'ssv',
      STATUS,
      'ScreenReaderEnabled',
      'b',
      'true',
    );
    await until('the list in the tree', async () =>
      (await read('entry|Search roles|')).includes('found'),
    );
    expect(await read('push button|Copy exports of dev-readonly|press')).toContain('found');
    await expect(await stage.row('role:dev-readonly')).toContainText('copied');
    expect(await desktop.clipboardText()).toContain('AWS_ACCESS_KEY_ID');
  });
});
