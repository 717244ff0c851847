import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleSessionName } from '../../../app/credentials/session-name.ts';

const host = { user: 'ada', host: 'laptop' } as const;

const text = fc.string({ unit: fc.constantFrom(...Array.from('ab9@-_.{}user/: \n\u0000é漢😀')) });

describe('the role session name', () => {
  it.each([
    ['without a template says who and where', null, 'ada@laptop'],
    ['is the profile’s own', 'deploy-42', 'deploy-42'],
    ['fills in its template, every time it occurs', '{user}.{host}.{user}', 'ada.laptop.ada'],
    ['leaves an unknown place as text that AWS takes', '{team}', '-team-'],
    ['replaces what AWS refuses', 'ada lovelace/ops:1', 'ada-lovelace-ops-1'],
    ['keeps what AWS takes', 'a_+=,.@-Z9', 'a_+=,.@-Z9'],
    ['of one character is made long enough', 'a', 'a-'],
    ['of none is made long enough', '', '--'],
  ])('%s', (_, template, name) => {
    expect(roleSessionName(template, host)).toBe(name);
  });

  it('is cut to 64 characters', () => {
    expect(roleSessionName('x'.repeat(100), host)).toBe('x'.repeat(64));
  });

  it('always is one that AWS takes, whatever user, host and template are', () => {
    fc.assert(
      fc.property(fc.option(text), text, text, (template, user, name) => {
        expect(roleSessionName(template, { user, host: name })).toMatch(
          /^[A-Za-z0-9_+=,.@-]{2,64}$/,
        );
      }),
    );
  });
});
