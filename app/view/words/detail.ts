import type { Detail, DetailAbout, PlainDetail } from '../../detail.ts';
import { assertNever } from '../../result.ts';
import { spoken, t } from './say.ts';

const plain = spoken({
  'path-not-absolute': 'the path is not absolute',
  pipe: 'a pipe, not a file',
  'no-token': 'no token in it',
  'token-too-long': 'too long for a token',
  'dangling-link': 'a symbolic link to a file that is not there',
  'written-meanwhile': 'another program keeps writing it',
  'written-over': 'another program keeps writing over it',
  'read-only': 'it is read-only',
  'hard-link': 'it has a second name; make that a symbolic link',
  'not-utf8': 'no text in UTF-8',
  held: 'another Fobwatch process is writing it',
  'not-json': 'no JSON',
  'not-ours': 'not as Fobwatch writes it',
  newer: 'written by a newer Fobwatch',
  'other-version': 'written by another version of Fobwatch',
  'no-certificate': 'there is no PEM certificate in it',
  'item-lost': 'a stored item was not found again',
  'no-reason': 'it gave no reason',
  'item-gone': 'the item is gone',
  'other-key': 'the item holds another key',
  'line-breaks': 'a value has no line breaks',
  'not-sealed': 'could not be sealed so that it opens again',
  'cut-short': 'cut short',
  'not-opened': 'does not open with the key in the keychain',
  'config-file': 'it is the config file',
  'no-credentials': 'no credentials in it',
  'service-failed': 'the service says it failed',
  'no-metadata-token': 'no metadata token',
  'no-xml': 'no XML, and of no type',
  'no-whole-xml': 'XML that is cut short or no XML',
  'ended-already': 'credentials that have ended already',
  'stopped-meanwhile': 'it was stopped meanwhile',
  'no-program': 'no program is named',
  unknown: 'the reason is unknown',
} as const satisfies Record<PlainDetail, string>);

const system: Readonly<Record<string, string>> = spoken({
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a folder',
  EEXIST: 'something else is there',
  ENOTDIR: 'a folder on its way is a file',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the disk is read-only',
  ELOOP: 'too many symbolic links',
  EIO: 'the disk failed',
});

/** What a system's code means, with the code itself for whoever looks it up. */
const systemWords = (code: string): string => {
  const sentence = system[code];
  return sentence === undefined ? code : `${sentence} (${code})`;
};

const MEGABYTE = 1024 * 1024;

const sizeWords = (bytes: number): string =>
  bytes % MEGABYTE === 0 ? `${bytes / MEGABYTE} MB` : `${Math.ceil(bytes / 1024)} kB`;

const aboutWords = (what: DetailAbout, about: string | number): string => {
  switch (what) {
    case 'too-large':
      return t`larger than ${sizeWords(Number(about))}`;
    case 'no-answer':
      return t`no answer within ${about} s`;
    case 'seconds':
      return `${about} s`;
    case 'exit-code':
      return t`exit code ${about}`;
    case 'item-damaged':
      return t`the item of ${about} is damaged`;
    case 'restarted':
      return t`it was restarted; quit Fobwatch and start it again to reach it (${about})`;
    case 'no-section':
      return t`no section can be named after ${about}`;
    case 'not-moved':
      return t`broken, and not to be moved: ${systemWords(String(about))}`;
    case 'unknown-version':
      return t`version ${about} is not known`;
    case 'missing':
      return t`no ${about} in it`;
    case 'not-xml':
      return t`not XML but ${about}`;
    case 'no-aws-error':
      return t`HTTP ${about} without an AWS error`;
    case 'not-as-aws':
      return t`HTTP ${about}, not as AWS answers`;
    case 'no-sign-in-token':
      return t`HTTP ${about} without a sign-in token`;
    default:
      return assertNever(what);
  }
};

/** Why something failed: a clause to stand behind a colon, or by itself. Empty where there is nothing to say. */
export const detailWords = (detail: Detail): string => {
  switch (detail.kind) {
    case 'own':
      return plain[detail.what];
    case 'own-about':
      return aboutWords(detail.what, detail.about);
    case 'system':
      return systemWords(detail.code);
    case 'foreign':
      return detail.text;
    default:
      return assertNever(detail);
  }
};

/** The same where it may be left out. */
export const detailOrNone = (detail: Detail): string | null => detailWords(detail) || null;
