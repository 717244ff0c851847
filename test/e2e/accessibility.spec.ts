import { expect, test, type Page } from '@playwright/test';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// What a person hears who does not see the window: Chromium's own tree, and the same through the desktop's AT-SPI, as a
// screen reader gets it.

type Heard = { readonly role: string; readonly name: string };

/** Chromium's accessibility tree, as it hands it to screen readers: roles and names of what is not ignored. */
const treeOf = async (page: Page): Promise<readonly Heard[]> => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '') }));
};

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

    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const ready = await treeOf(page);
    for (const button of ['Copy exports of dev-readonly', 'More for dev-readonly', 'Settings'])
      expect(named(ready, 'button')).toContain(button);
    expect(ready.filter(({ role, name }) => role === 'button' && name === '')).toEqual([]);
    // Nothing that ticks is spoken: only what is copied or asked, and the countdown at its three moments.
    expect((await page.getByRole('status').allTextContents()).join('')).toBe('');
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }).first());
    await expect(page.getByRole('status').filter({ hasText: 'dev-readonly' })).toBeAttached();
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
