import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

/** What a file holds; null: it is gone, such as one that took another's place meanwhile and is looked at under that name. */
const bytesOf = (path: string): Buffer | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Every file below a folder that holds one of the texts, plain or as bytes of UTF-16. */
export const filesWith = (folder: string, secrets: readonly string[]): readonly string[] => {
  const needles = secrets.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const holdsOne = (path: string): boolean => {
    const bytes = bytesOf(path);
    return bytes !== null && needles.some((needle) => bytes.includes(needle));
  };
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(holdsOne);
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
