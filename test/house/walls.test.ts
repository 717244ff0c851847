import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dependencies, importsOf, sourceFiles, UNREADABLE } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

// The direction of imports is renderer -> app <- main. One `import 'electron'` in app would bring
// every global back, types and all; so imports are read here, besides the linter and the compiler.

type Wall = {
  readonly room: string;
  /** Rooms whose files may be imported. */
  readonly rooms: readonly string[];
  /** Packages that may be imported, by name. */
  readonly packages: readonly (string | RegExp)[];
  readonly forbidden?: readonly string[];
};

/** What a person installs with the app, but for what only draws. */
const ofMain = Object.keys(dependencies).filter(
  (name) => !/^(react|react-dom|lucide-react|qr|fuzzysort|@tanstack\/.*|@radix-ui\/.*)$/.test(name),
);

const walls: readonly Wall[] = [
  {
    room: 'app',
    rooms: ['app'],
    packages: [
      'zod',
      'leven',
      'otpauth/slim',
      'fast-xml-parser',
      'immutable',
      'intl-messageformat',
    ],
  },
  {
    room: 'renderer',
    rooms: ['renderer', 'app'],
    packages: [
      'react',
      'react-dom',
      'react-dom/client',
      'lucide-react',
      'qr',
      'fuzzysort',
      '@tanstack/react-virtual',
      /^@radix-ui\//,
    ],
    forbidden: ['app/secret.ts', 'app/index.ts'],
  },
  {
    room: 'main',
    rooms: ['main', 'app'],
    packages: [/^node:/, 'electron', ...ofMain],
  },
];

/** What this file imports that its room may not, as sentences. */
const breaches = (wall: Wall, file: SourceFile): readonly string[] =>
  importsOf(file).flatMap((name) => {
    if (name.startsWith('.')) {
      const target = posix.join(posix.dirname(file.path), name);
      const inside = wall.rooms.some((room) => target.startsWith(`${room}/`));
      return inside && !wall.forbidden?.includes(target) ? [] : [`${file.path} imports ${target}`];
    }
    const allowed = wall.packages.some((one) =>
      typeof one === 'string' ? one === name : one.test(name),
    );
    return allowed && name !== UNREADABLE ? [] : [`${file.path} imports ${name}`];
  });

test.each(walls)('$room imports nothing from beyond its walls', (wall) => {
  const files = sourceFiles(wall.room);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap((file) => breaches(wall, file))).toEqual([]);
});

describe('the reading of imports', () => {
  const wall = walls[0] ?? { room: '', rooms: [], packages: [] };
  const refused = [
    ["import { app } from 'electron';", 'electron'],
    ["import type { App } from 'electron';", 'electron'],
    ["import 'node:fs';", 'node:fs'],
    ["export { x } from 'node:fs';", 'node:fs'],
    ["export * from '../main/compose.ts';", 'main/compose.ts'],
    ["const a = await import('electron');", 'electron'],
    ["const a = await import('elec' + 'tron');", UNREADABLE],
    ["import { x } from './../renderer/bridge.ts';", 'renderer/bridge.ts'],
  ] as const;
  test.each(refused)('sees %s', (text, what) => {
    expect(breaches(wall, { path: 'app/x.ts', text })).toEqual([`app/x.ts imports ${what}`]);
  });

  test('lets the own room and listed packages through', () => {
    const text =
      "import { z } from 'zod'; import { y } from '../model.ts'; export * from './z.ts';";
    expect(breaches(wall, { path: 'app/view/x.ts', text })).toEqual([]);
  });

  test('no Node module is let into app or renderer by its short name', () => {
    const doors = walls.filter(({ room }) => room !== 'main');
    const open = builtinModules.filter((name) =>
      doors.some(
        (one) =>
          breaches(one, { path: `${one.room}/x.ts`, text: `import '${name}';` }).length === 0,
      ),
    );
    expect(open).toEqual([]);
  });
});
