import { expect, it } from 'vitest';
import { seenBy } from '../../../main/desktop/windows-signature.ts';

const NAMES = ['Fobwatch Ltd'];

it.each<[string, string | null, readonly boolean[], boolean]>([
  ['PowerShell looked at and found good', null, [true, true], true],
  ['PowerShell looked at and found bad', 'another signed it', [true, true], false],
  ['nobody looked at', null, [false], false],
  ['nobody looked at any more', null, [true, false], false],
])('a version whose signature %s', async (_, flaw, runs, taken) => {
  const left = [...runs];
  const verify = seenBy(
    async () => flaw,
    async () => left.shift() ?? false,
  );
  expect((await verify(NAMES, 'setup.exe')) === null).toBe(taken);
});
