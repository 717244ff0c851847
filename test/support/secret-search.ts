import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

/** Every file below a folder that holds one of the texts, plain or as bytes of UTF-16. */
export const filesWith = (folder: string, secrets: readonly string[]): readonly string[] => {
  const needles = secrets.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (needles.some((needle) => bytes.includes(needle))) found.push(path);
  }
  return found;
};

/**
 * Collects what main sends to the popover from now on; returns how to read it, together with the whole picture that the
 * page has at that moment: main sends what changed, and a secret may have come before.
 */
export const listen = async (stage: Stage): Promise<() => Promise<string>> => {
  const page = await stage.page();
  const log = await page.evaluateHandle(() => {
    const heard: string[] = [];
    window.fobwatch.onSnapshot(({ texts }) => heard.push(...Object.values(texts)));
    return heard;
  });
  return async () => {
    const whole = await page.evaluate(async () => {
      const { texts } = await window.fobwatch.snapshot();
      return Object.values(texts);
    });
    return [...(await log.jsonValue()), ...whole].join('\n');
  };
};

/** V8's own snapshot of the popover's heap, after it collected what is garbage. */
export const heapOf = async (stage: Stage, name: string): Promise<string> => {
  const file = join(stage.desktop.home, '..', `${name}.heapsnapshot`);
  await stage.app().electron.evaluate(async ({ BrowserWindow }, path) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().endsWith('index.html'),
    );
    await window?.webContents.takeHeapSnapshot(path);
  }, file);
  return readFileSync(file, 'utf8');
};

/** The same of the main process's heap. */
export const mainHeapOf = async (stage: Stage): Promise<string> => {
  const file = join(stage.desktop.home, '..', 'main.heapsnapshot');
  await stage.app().electron.evaluate((_, path) => {
    process.takeHeapSnapshot(path);
  }, file);
  return readFileSync(file, 'utf8');
};
