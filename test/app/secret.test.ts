import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reveal, secret } from '../../app/secret.ts';

const BARE = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const wrapped = secret(BARE);

describe('a secret prints as a mask', () => {
  it.each<[string, () => string]>([
    ['in a template', () => `the key is ${String(wrapped)}`],
    ['joined to a text', () => ['key:', wrapped].join(' ')],
    ['in JSON', () => JSON.stringify({ key: wrapped })],
    ['in JSON of a list', () => JSON.stringify([[wrapped]], null, 2)],
    ['inspected', () => inspect(wrapped)],
    [
      'inspected deep in an object, hidden things too',
      () => inspect({ a: { b: [wrapped] } }, { depth: 9, showHidden: true }),
    ],
    ['in the message of an error', () => new Error(`no luck with ${String(wrapped)}`).message],
    ['in the cause of an error', () => inspect(new Error('no luck', { cause: wrapped }))],
  ])('%s', (_, print) => {
    expect(print()).toContain('[secret]');
    expect(print()).not.toContain(BARE);
  });
});

describe('a secret', () => {
  it('gives its text to who asks for it by name', () => {
    expect(reveal(wrapped)).toBe(BARE);
  });

  it('has no property that holds its text', () => {
    const values = Reflect.ownKeys(wrapped).map((key) => String(Reflect.get(wrapped, key)));
    expect(values.join()).not.toContain(BARE);
  });

  it('cannot be cloned out of the process', () => {
    expect(() => structuredClone(wrapped)).toThrow('could not be cloned');
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(wrapped)).toBe(true);
  });

  it('that was not made here reveals nothing', () => {
    expect(reveal({ kind: 'secret', toString: () => BARE, toJSON: () => BARE })).toBe('');
  });
});
