import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manPage } from '../../../app/command-line/man-page.ts';
import { optionNames } from '../../../app/command-line/prose.ts';
import { shownOptions, specOf } from '../../../app/command-line/spec.ts';
import { commandNames } from '../../../app/command-line/table.ts';
import { temporaryFolders } from '../../main/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const page = manPage({ version: '1.2.3', date: '2026-11-24' });

const saved = (): string => {
  const path = join(temporaryFolder(), 'fobwatch.1');
  writeFileSync(path, page);
  return path;
};

/** As a person sees it in a terminal of 80 columns, without bold and underlines. */
const rendered = (): string => {
  const env = { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8', MAN_KEEP_FORMATTING: '' };
  return execFileSync('man', ['-l', saved()], { encoding: 'utf8', env });
};

const checkers = [
  ['man', ['--warnings', '-l']],
  ['groff', ['-man', '-ww', '-z', '-Kutf8']],
  ['mandoc', ['-Tlint', '-Wwarning']],
] as const;

test.each(checkers)('%s has nothing to say against the man page', (program, args) => {
  const run = spawnSync(program, [...args, saved()], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(program === 'mandoc' ? run.stdout : '').toBe('');
});

test('the man page, rendered by man, names every command and option', () => {
  const text = rendered();
  const parts = text.split(/^(?= {3}fobwatch |[A-Z])/m);
  for (const name of commandNames) {
    const own = parts.find((part) => new RegExp(`^ {3}fobwatch ${name}\\s`).test(part));
    for (const label of shownOptions(specOf(name)).flatMap(optionNames))
      expect(own).toMatch(new RegExp(`^ {7}(-., )?${label}\\b`, 'm'));
    expect(own?.replaceAll(/\s+/g, ' ')).toContain(`${specOf(name).summary}.`);
  }
  expect(text).toMatch(/^FOBWATCH\(1\) +User Commands +FOBWATCH\(1\)$/m);
  expect(text).toMatch(/^Fobwatch 1\.2\.3 +2026-11-24 +FOBWATCH\(1\)$/m);
});

test('what stands in examples can be copied into a shell as it is', () => {
  const text = rendered();
  expect(text).toContain('eval "$(fobwatch env dev)"');
  expect(text).toContain('source <(fobwatch completions bash)');
  expect(text).toContain('In ~/.bashrc.');
});
