import { describe, expect, it } from 'vitest';
import { isSignedBy, seenBy, type Signature } from '../../../main/desktop/windows-signature.ts';

const NAMES = ['Fobwatch Ltd'];
const good = { status: '0', subject: 'CN=Fobwatch Ltd, O=Fobwatch Ltd, C=DE' };

describe('a version is put in', () => {
  it.each<[string, string | null, Signature | null, boolean]>([
    ['when both found it good', null, good, true],
    ['never when electron-updater found it bad', 'another signed it', good, false],
    ['never when nobody looked, though electron-updater lets it pass', null, null, false],
    ['never without a valid signature', null, { ...good, status: '3' }, false],
    ['never by another publisher', null, { ...good, subject: 'CN=Somebody' }, false],
    ['never signed by nobody', null, { status: '2', subject: '' }, false],
  ])('%s', async (_, flaw, seen, taken) => {
    const verify = seenBy(
      async () => flaw,
      async () => seen,
    );
    expect((await verify(NAMES, 'setup.exe')) === null).toBe(taken);
  });
});

describe('a publisher', () => {
  it.each<[string, string, readonly string[], boolean]>([
    ['by the common name', good.subject, ['Fobwatch Ltd'], true],
    ['as one of several', good.subject, ['Old Name', 'Fobwatch Ltd'], true],
    ['by the whole name', good.subject, ['CN=Fobwatch Ltd, C=DE'], true],
    ['with a comma', 'CN="Fobwatch, Inc.", C=US', ['Fobwatch, Inc.'], true],
    ['not by a part of the name', 'CN=Fobwatch Ltd Fakes', ['Fobwatch Ltd'], false],
    ['not by another field', 'CN=Somebody, O="CN=Fobwatch Ltd"', ['Fobwatch Ltd'], false],
    ['not where one part differs', good.subject, ['CN=Fobwatch Ltd, C=US'], false],
    ['not where none is named', good.subject, [], false],
    ['not by an empty name', '', [''], false],
  ])('is known %s', (_, subject, names, known) => {
    expect(isSignedBy(subject, names)).toBe(known);
  });
});
