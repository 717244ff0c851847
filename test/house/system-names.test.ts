import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { APP_ID } from '../../main/desktop/app-id.ts';
import { root } from './source-files.ts';

// What a package tells macOS and Windows of itself, and what they make depend on it.

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const builder = z.object({
  appId: z.string(),
  mac: z.object({ extendInfo: z.record(z.string(), z.unknown()) }),
});
const { appId, mac } = builder.parse(parse(textOf('electron-builder.yml')));

test('the app says on Windows the id that its installer gives the shortcut, or no notice of it is shown', () => {
  expect(APP_ID).toBe(appId);
  expect(textOf('main/main.ts')).toContain(
    "if (process.platform === 'win32') app.setAppUserModelId(APP_ID);",
  );
});

test('macOS has no icon of it in the Dock, and shows the buttons of its notices', () => {
  expect(mac.extendInfo).toEqual({ LSUIElement: true, NSUserNotificationAlertStyle: 'alert' });
});
