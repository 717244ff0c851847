import { describe, expect, it, test } from 'vitest';
import { sourceFiles } from './source-files.ts';
import { unsaidIn, unsaidInAdapter, unsaidInMain, unsaidInPage } from './unsaid-words.ts';

/** What reads like words and is none: codes that programs get, AWS's own names, and the door itself. */
const NOT_FOR_PEOPLE = new Set([
  'Declined',
  'Failed',
  'Unconfirmed',
  'getSigninToken: HTTP {}',
  '{count, plural, one {{}} other {{}}}',
]);

/** The app's own name is the same everywhere. */
const NAMES = new Set(['Fobwatch']);

test('every word in a words file goes through the catalogues', () => {
  const unsaid = sourceFiles('app/view/words').flatMap(unsaidIn);
  expect(unsaid.filter(({ text }) => !NOT_FOR_PEOPLE.has(text))).toEqual([]);
});

test('no component has words of its own', () => {
  expect(sourceFiles('renderer').flatMap(unsaidInPage)).toEqual([]);
});

test('menus, boxes and notices have no words of their own', () => {
  const shown = sourceFiles('main').filter(({ path }) => /^main\/(desktop\/|[^/]+$)/.test(path));
  const unsaid = shown.flatMap(unsaidInMain);
  expect(unsaid.filter(({ text }) => !NAMES.has(text))).toEqual([]);
});

/** What adapters say to machines and in the journal, and what others are called. */
const FOR_MACHINES = new Set([
  // Headers, types and formats.
  '404 Not Found',
  'Cache-Control: no-store',
  'Connection: close',
  'Content-Type: application/json',
  'text/css; charset=utf-8',
  'text/html; charset=utf-8',
  'text/javascript; charset=utf-8',
  'electron application/osclipboard;format="{}"',
  '[Desktop Entry]',
  // The journal's reasons for a socket that is not opened.
  'not a folder',
  'of another user',
  // What electron-updater throws in its own words.
  'PowerShell, which looks at signatures, does not run',
  'the signature is not valid',
  'another publisher signed it',
  // Names of others.
  'awscli or boto3',
  'Secret Service (gnome-keyring, KWallet)',
  'macOS Keychain',
  'Windows Credential Manager',
]);

test('no adapter has reasons of its own', () => {
  const unsaid = sourceFiles('main').flatMap(unsaidInAdapter);
  expect(unsaid.filter(({ text }) => !FOR_MACHINES.has(text))).toEqual([]);
  const found = new Set(unsaid.map(({ text }) => text));
  expect([...FOR_MACHINES].filter((text) => !found.has(text))).toEqual([]);
});

/**
 * Rooms of the core whose words are looked at elsewhere: the view's above, those of the command's table where they are
 * said (languages.test), those of settings below. Names of regions are AWS's own.
 */
const OTHER_ROOMS = /^app\/(view|command-line|settings|regions)\//;

/** What the core says to programs, in files, and after others. */
const NOT_SAID = new Set([
  // How AWS names kinds of policy, which words/denial says.
  'VPC endpoint policy',
  'identity-based policy',
  'permissions boundary',
  'resource control policy',
  'resource-based policy',
  'role trust policy',
  'service control policy',
  'session policy',
  // What errors of clients look like.
  'An error occurred ({})',
  'Error Code: {}',
  'api error {}:',
  'explicit deny in an? {}|because no {} allows',
  // Codes that words/argument says.
  'A-Z a-z 0-9 -',
  'A-Z a-z 0-9 _ + = / : , . @ -',
  'A-Z a-z 0-9 _ + = , . @ -',
  'A-Z a-z 0-9 _ + = , . @ : / -',
  'A-Z a-z 0-9 _ -',
  'a host name',
  'characters up to ÿ (U+00FF)',
  'letters, digits, spaces _ . : / = + - @',
  // Lines of a shell.
  'set -eg {}; or true',
  'set -nU | string replace -rf {} {} >&2; or true',
  // Names of others, headers of files, the journal.
  'Amazon Web Services',
  'default default',
  'no timestamp',
  'prod, prd, production, live',
  'not confirmed',
  'profile default',
]);

/** A report goes to whoever helps, who may read another language; comments in AWS files are one for all their readers. */
const ENGLISH_FILES = new Set(['app/doctor/report.ts', 'app/profiles/owned-section.ts']);

test('the core has no reasons of its own', () => {
  const unsaid = sourceFiles('app')
    .filter(({ path }) => !OTHER_ROOMS.test(path) && !ENGLISH_FILES.has(path))
    .flatMap(unsaidInAdapter)
    .filter(({ text }) => !text.includes('(?:'));
  expect(unsaid.filter(({ text }) => !NOT_SAID.has(text))).toEqual([]);
  const found = new Set(unsaid.map(({ text }) => text));
  expect([...NOT_SAID].filter((text) => !found.has(text))).toEqual([]);
});

test('settings have no words but comments of settings.ini, which are one for all their readers', () => {
  const lines = new Map(
    sourceFiles('app/settings').map(({ path, text }) => [path, text.split('\n')]),
  );
  const unsaid = sourceFiles('app/settings')
    .flatMap(unsaidInAdapter)
    .filter(({ at }) => {
      const [path = '', line] = at.split(':');
      return !/^ *says: /.test(lines.get(path)?.[Number(line) - 1] ?? '');
    });
  expect(unsaid).toEqual([]);
});

const file = (text: string) => ({ path: 'x.tsx', text });
const texts = (found: readonly { readonly text: string }[]): readonly string[] =>
  found.map(({ text }) => text);

describe('a word that goes round the catalogues is found', () => {
  it.each([
    ['in a sentence', "const x = () => 'Nothing is wrong.';", ['Nothing is wrong.']],
    ['in a sentence with a gap', 'const x = (a) => `${a} is stopped`;', ['{} is stopped']],
    ['in a gap of a said one', "const x = (a) => t`${a ? 'No key' : a} ends`;", ['No key']],
    ['in a function of a table', "const x = spoken({ a: () => 'Not now' });", ['Not now']],
  ])('%s', (_, text, found) => {
    expect(texts(unsaidIn(file(text)))).toEqual(found);
  });

  it.each([
    ['between tags', 'const X = () => <p>Nothing</p>;', ['Nothing']],
    ['beside a value', 'const X = ({ a }) => <p>{a} left</p>;', ['left']],
    ['in a name', 'const X = () => <b aria-label="Close" className="a b" />;', ['Close']],
    ['in a made name', 'const X = ({ a }) => <b title={`More for ${a}`} />;', ['More for {}']],
    ['as a value between tags', "const X = () => <p>{'Not now'}</p>;", ['Not now']],
    ['in a part given on', 'const X = () => <Ask question={<p>Sure?</p>} />;', ['Sure?']],
    ['in words given on', "const X = () => <Ask words={{ yes: 'Do it' }} />;", ['Do it']],
    ['in the entry of a menu', "const x = [{ name: 'Delete', key: 'x' }];", ['Delete']],
  ])('%s', (_, text, found) => {
    expect(texts(unsaidInPage(file(text)))).toEqual(found);
  });

  it.each([
    ['in a reason', "fail('the path is not absolute')", ['the path is not absolute']],
    ['in a reason with a gap', 'fail({ detail: `larger than ${a} kB` })', ['larger than {} kB']],
  ])('%s', (_, text, found) => {
    expect(texts(unsaidInAdapter(file(text)))).toEqual(found);
  });

  it.each([
    ['in a menu', "const x = { label: 'Quit' };", ['Quit']],
    ['in a box', "f({ message: 'It failed', kind: 'Broken' });", ['It failed']],
  ])('%s', (_, text, found) => {
    expect(texts(unsaidInMain(file(text)))).toEqual(found);
  });
});

it.each([
  [
    'said words',
    "const x = (a) => [t`${a} is stopped`, say('Not now'), spoken({ a: 'Not now' })];",
  ],
  ['both forms of a number', "plural(n, { one: '# more', other: 'some more' })"],
  ['imports, types and comparisons', "import x from 'a b'; type Y = 'Not now'; x === 'Not now';"],
  ['what is thrown', "throw new TypeError('no such thing')"],
  ['names for the program', "const x = ['open-config', 'role_arn', 'mfa'];"],
])('%s are no such words', (_, text) => {
  expect(unsaidIn(file(text))).toEqual([]);
});
