import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf, type Act } from '../../test/support/scene.ts';
import { acts } from '../../test/support/scenes.ts';
import { startStage } from '../../test/support/stage.ts';
import { galleryPage, type Picture } from './gallery-page.ts';

const folder = fileURLToPath(new URL('../../dist/gallery/', import.meta.url));

const take = async (act: Act, dark: boolean): Promise<readonly Picture[]> => {
  const theme = dark ? 'dark' : 'light';
  const stage = await startStage({ ...(await optionsOf(act)), desktop: { dark } });
  const taken: Picture[] = [];
  try {
    await stage.start();
    for (const { name, show } of act.scenes) {
      // oxlint-disable-next-line no-await-in-loop -- scenes follow each other
      const page = await show(stage);
      const file = `${act.name}-${name}-${theme}.png`;
      // oxlint-disable-next-line no-await-in-loop
      await page.screenshot({ path: join(folder, file) });
      taken.push({ act: act.name, scene: name, theme, file });
      process.stdout.write(`dist/gallery/${file}\n`);
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
const pictures: Picture[] = [];
for (const act of acts)
  for (const dark of [false, true]) {
    // oxlint-disable-next-line no-await-in-loop -- one desktop after the other
    pictures.push(...(await take(act, dark)));
  }
writeFileSync(join(folder, 'index.html'), galleryPage(pictures));
process.stdout.write(`${pictures.length} pictures: dist/gallery/index.html\n`);
