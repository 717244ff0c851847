import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, root, sourceFiles } from './source-files.ts';

// app/index.ts is what a program sees that embeds the core: it says what each part is for, and the tests that play such
// a program use nothing else.

test('every part of the public API stands under words of its own', () => {
  const text = readFileSync(join(root, 'app', 'index.ts'), 'utf8');
  const parts = text.split(/\n\n+/).filter((part) => /^export /m.test(part));
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.filter((part) => !part.startsWith('/**'))).toEqual([]);
});

test('the tests of the public API reach the core by it alone', () => {
  const files = sourceFiles('test/app/index');
  expect(files.length).toBeGreaterThan(3);
  const others = files.flatMap((file) =>
    importsOf(file)
      .map((name) => posix.join(posix.dirname(file.path), name))
      .filter((target) => target.startsWith('app/') && target !== 'app/index.ts'),
  );
  expect(others).toEqual([]);
});
