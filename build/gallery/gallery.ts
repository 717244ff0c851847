import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { optionsOf, pointAside, type Act, type Scene } from '../../test/support/scene.ts';
import { acts } from '../../test/support/scenes.ts';
import { startStage, type Stage } from '../../test/support/stage.ts';
import { still } from '../../test/support/still.ts';
import { contactSheet } from '../icons/contact-sheet.mjs';
import { galleryPage, trayFile, type Picture } from './gallery-page.ts';
import { variants } from './variants.ts';

const folder = fileURLToPath(new URL('../../dist/gallery/', import.meta.url));

/** One picture of a scene; `variant` null: as it is. */
const takeOne = async (
  stage: Stage,
  page: Page,
  of: Pick<Picture, 'act' | 'scene' | 'theme' | 'variant'>,
): Promise<Picture> => {
  const words = [of.act, of.scene, ...(of.variant === null ? [] : [of.variant]), of.theme];
  const file = `${words.join('-').replaceAll(/[^\w-]+/g, '-')}.png`;
  await pointAside(stage, page);
  await still(page);
  await page.screenshot({ path: join(folder, file) });
  process.stdout.write(`dist/gallery/${file}\n`);
  return { ...of, file };
};

const takeVariants = async (
  stage: Stage,
  scene: Scene,
  page: Page,
  of: Pick<Picture, 'act' | 'scene' | 'theme'>,
): Promise<readonly Picture[]> => {
  const taken: Picture[] = [];
  for (const variant of variants) {
    // oxlint-disable-next-line no-await-in-loop -- one after another on one page
    await variant.begin(stage, page, scene);
    // oxlint-disable-next-line no-await-in-loop
    taken.push(await takeOne(stage, page, { ...of, variant: variant.name }));
    // oxlint-disable-next-line no-await-in-loop
    await variant.end(stage, page, scene);
  }
  return taken;
};

const take = async (act: Act, dark: boolean): Promise<readonly Picture[]> => {
  const theme = dark ? 'dark' : 'light';
  const stage = await startStage({ ...(await optionsOf(act)), desktop: { dark } });
  const taken: Picture[] = [];
  try {
    await stage.start();
    for (const scene of act.scenes) {
      const of = { act: act.name, scene: scene.name, theme } as const;
      // oxlint-disable-next-line no-await-in-loop -- scenes follow each other
      const page = await scene.show(stage);
      // oxlint-disable-next-line no-await-in-loop
      taken.push(await takeOne(stage, page, { ...of, variant: null }));
      // oxlint-disable-next-line no-await-in-loop
      if (scene.main === true) taken.push(...(await takeVariants(stage, scene, page, of)));
    }
  } catch (error) {
    await stage.desktop.screenshot(join(folder, `failed-${act.name}-${theme}.png`));
    throw error;
  } finally {
    await stage.stop();
  }
  return taken;
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, trayFile), contactSheet());
/** Of the acts that are named, or else of all. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => acts.every((act) => act.name !== name));
if (unknown.length > 0)
  throw new Error(
    `no act ${unknown.join(', ')}; there are ${acts.map(({ name }) => name).join(', ')}`,
  );
const pictures: Picture[] = [];
for (const act of acts.filter(({ name }) => named.length === 0 || named.includes(name)))
  for (const dark of [false, true]) {
    // oxlint-disable-next-line no-await-in-loop -- one desktop after the other
    pictures.push(...(await take(act, dark)));
  }
writeFileSync(join(folder, 'index.html'), galleryPage(pictures));
process.stdout.write(`${pictures.length} pictures: dist/gallery/index.html\n`);
