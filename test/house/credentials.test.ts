import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** Who has the credentials in its hands, each for a reason; handing.ts alone lets them out, by the gate. */
const holders: Readonly<Record<string, string>> = {
  'core.ts': 'says what the wallet is',
  'asking-roles.ts': 'signs questions to IAM about roles and accounts',
  'asking.ts': 'signs questions to STS',
  'calls.ts': 'signs calls, keeps what they bring',
  'handing.ts': 'hands out, by the gate',
  'holding.ts': 'tells what is valid, for handing.ts and waiting.ts',
  'iam-access.ts': 'signs calls of IAM',
  'letting-go.ts': 'lets go of what has ended',
  'making.ts': 'signs calls, keeps what they bring',
  'persistence.ts': 'seals and unseals',
  'timekeeping.ts': 'signs a question for the time',
  'waiting.ts': 'waits until something is valid, for the sign-in to the console',
};

describe('credentials', () => {
  it('are in the hands of few, of whom one lets them out', () => {
    const found = sourceFiles('app/engine')
      .filter(({ text }) => /\bwallet\b|\bcreateHolding\b/.test(text))
      .map(({ path }) => path.replace('app/engine/', ''));
    expect(found.toSorted()).toEqual(Object.keys(holders).toSorted());
  });
});
