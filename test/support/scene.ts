import type { Page } from '@playwright/test';
import { bridgeName } from '../../app/bridge.ts';
import type { Command } from '../../app/contract.ts';
import type { Panel } from '../../app/view/panels.ts';
import type { Stage, StageOptions } from './stage.ts';
import { until } from './until.ts';

/** A view in a state, and how a stage comes to show it. Scenes of an act follow each other on one stage. */
export type Scene = {
  readonly name: string;
  /** Brings the view up and answers with its page. */
  readonly show: (stage: Stage) => Promise<Page>;
  /** One of the main views, of which there are pictures in other windows, letters, colours and languages too. */
  readonly main?: boolean;
  /** Brings it up again where another language took it away. */
  readonly again?: (page: Page) => Promise<unknown>;
};

export type Act = {
  readonly name: string;
  /** A function where something has to be made before. */
  readonly options: StageOptions | (() => Promise<StageOptions>);
  readonly scenes: readonly Scene[];
};

export const optionsOf = async ({ options }: Act): Promise<StageOptions> =>
  typeof options === 'function' ? options() : options;

/** The same command that a click would send. */
export const send = (page: Page, command: Command): Promise<unknown> =>
  page.evaluate(`window[${JSON.stringify(bridgeName)}].send(${JSON.stringify(command)})`);

export const seen = (stage: Stage): Promise<unknown> =>
  until('the popover to be seen', () => stage.app().isShown('index.html'));

/** Waits for a view of the popover. */
export const view = (page: Page, name: string): Promise<unknown> =>
  page.locator(`.window[data-view="${name}"]`).waitFor();

/** Whom a panel is about, where it is about somebody. */
const about = (panel: Panel): { identity?: string } =>
  panel === 'identity' ? { identity: 'ada' } : {};

/** Leads to a panel, wherever the popover is. */
export const showPanel = async (stage: Stage, panel: Panel): Promise<Page> => {
  const page = await stage.page();
  await send(page, { kind: 'show-panel', panel, ...about(panel) });
  await view(page, panel);
  await page.getByRole('heading').first().waitFor();
  return page;
};

export const panelScene = (panel: Panel): Scene => ({
  name: panel,
  show: (stage) => showPanel(stage, panel),
});

/** Leaves whatever panel is open. */
export const backToRoles = async (stage: Stage): Promise<Page> => {
  const page = await stage.page();
  await until('the list of roles', async () => {
    if ((await page.locator('.window[data-view="roles"]').count()) === 1) return true;
    await stage.desktop.key('Escape');
    return false;
  });
  await seen(stage);
  return page;
};

/** Chooses an item of a row's menu. */
export const fromMenu = async (page: Page, name: string, item: string): Promise<void> => {
  await page
    .getByRole('button', { name: `More for ${name}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** Copies exports of dev-readonly, so that there is something in the ledger. */
export const copyExports = async (stage: Stage, page: Page): Promise<void> => {
  await send(page, { kind: 'copy-exports', target: { kind: 'role', profile: 'dev-readonly' } });
  const row = await stage.row('role:dev-readonly');
  await row.locator('[data-copied="copied"]').waitFor();
};

/** Takes the pointer off what shows its name below it: the tray's icon, and the button that was pressed last. */
export const pointAside = async (stage: Stage, page: Page): Promise<void> => {
  await stage.desktop.hands('mousemove', '100', '700');
  await page.mouse.move(0, 0);
};

/** The popover with the roles that one code makes ready. */
export const openReady = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.typeCode();
  await stage.phase('role:dev-readonly', 'fresh');
  await stage.phase('role:prod-admin', 'fresh');
  return page;
};

/** Runs the `fobwatch` command, which a person's shell would find. */
export const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<string> =>
  stage.desktop.run([`${stage.data}/bin/fobwatch`, ...words]);
