import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blockFor, type BlockParts } from '../../../app/export/blocks.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { quoteFish } from '../../../app/export/fish.ts';
import { runFish } from '../../support/real-shells.ts';

const BLOCKS = {
  exports: {
    kind: 'exports',
    credentials: {
      accessKeyId: 'ASIAEXAMPLE000000001',
      secretAccessKey: secret('k'),
      sessionToken: secret('t'),
      expiresAt: Date.UTC(2027, 0, 15, 8),
    },
    region: null,
    profile: 'dev',
  },
  live: { kind: 'live', profile: 'dev-live', region: null },
  clear: { kind: 'clear' },
} as const satisfies Readonly<Record<string, BlockParts>>;

const textOf = (name: keyof typeof BLOCKS): string => {
  const block = blockFor('fish', BLOCKS[name]);
  if (!block.ok) throw new Error(block.failure.kind);
  return reveal(block.value);
};

/** A home in which one variable is universal. */
const homeWith = (variable: string): string => {
  const home = mkdtempSync(join(tmpdir(), 'fobwatch-fish-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  runFish(home, `set -Ux ${variable} kept`);
  return home;
};

/** One variable that each block takes away. */
const taken = [
  ['exports', 'AWS_PROFILE'],
  ['live', 'AWS_DEFAULT_PROFILE'],
  ['clear', 'AWS_REGION'],
] as const;

describe.each(taken)('the block %s in a fish with a universal %s', (name, variable) => {
  it('leaves it to every other fish', () => {
    const home = homeWith(variable);
    runFish(home, textOf(name));
    expect(runFish(home, `echo $${variable}`).out).toBe('kept\n');
  });

  it.each([{}, { [variable]: 'inherited' }])('says that it is still set, beside %j', (env) => {
    const { out, err } = runFish(homeWith(variable), `${textOf(name)}echo $${variable}`, env);
    expect(out).toBe('kept\n');
    expect(err).toBe(
      `fobwatch: ${variable} is still set, as a universal variable of fish; set -eU ${variable} erases it in every fish.\n`,
    );
  });
});

describe.each(['exports', 'live', 'clear'] as const)('the block %s in fish', (name) => {
  it('lets what stands behind it run, and says nothing, where nothing is to be taken away', () => {
    const home = homeWith('AWS_OTHER');
    const script = `echo ${quoteFish(textOf(name))} | source; and echo ran`;
    expect(runFish(home, script)).toEqual({ out: 'ran\n', err: '' });
  });
});
