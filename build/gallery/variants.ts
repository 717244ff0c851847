import type { Page } from '@playwright/test';
import { resize, type Size } from '../../test/support/resize.ts';
import type { Scene } from '../../test/support/scene.ts';
import type { Stage } from '../../test/support/stage.ts';
import { speak } from '../../test/support/speaking.ts';

/** A main view in another window, in other letters, colours or words. */
export type Variant = {
  readonly name: string;
  readonly begin: (stage: Stage, page: Page, scene: Scene) => Promise<unknown>;
  /** Back to how it was. */
  readonly end: (stage: Stage, page: Page, scene: Scene) => Promise<unknown>;
};

/** As the popover opens, px. */
const USUAL: Size = [380, 560];

const sized = (name: string, size: Size): Variant => ({
  name,
  begin: (stage, page) => resize(stage, page, size),
  end: (stage, page) => resize(stage, page, USUAL),
});

const media = (name: string, on: Parameters<Page['emulateMedia']>[0]): Variant => ({
  name,
  begin: (_stage, page) => page.emulateMedia(on),
  end: (_stage, page) => page.emulateMedia({ contrast: null, forcedColors: null }),
});

const speakOn = async (stage: Stage, page: Page, code: string, scene: Scene): Promise<void> => {
  await speak(stage, page, code);
  await scene.again?.(page);
};

const spoken = (name: string, code: string): Variant => ({
  name,
  begin: (stage, page, scene) => speakOn(stage, page, code, scene),
  end: (stage, page, scene) => speakOn(stage, page, 'en', scene),
});

export const variants: readonly Variant[] = [
  sized('narrow', [320, 560]),
  sized('wide', [760, 740]),
  {
    name: 'letters of 200 %',
    begin: (_stage, page) =>
      page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%')),
    end: (_stage, page) =>
      page.evaluate(() => document.documentElement.style.removeProperty('font-size')),
  },
  media('more contrast', { contrast: 'more' }),
  media('forced colours', { forcedColors: 'active' }),
  spoken('German', 'de'),
  spoken('right to left', 'qps-plocm'),
];
