import { spoken } from '../../app/view/words/say.ts';

/** The code of a Node error (`ENOENT`), or `unknown`: fit for a person and a journal, since it names no content. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';

/** Whether an error says that nothing is there. */
export const isAbsent = (error: unknown): boolean => {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
};

const sentences: Readonly<Record<string, string>> = spoken({
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'is a folder',
  EEXIST: 'something else is there',
  ENOTDIR: 'a folder on its way is a file',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the disk is read-only',
  ELOOP: 'too many symbolic links',
  EIO: 'the disk failed',
});

/** What a file error means, with its code. */
export const errorDetail = (error: unknown): string => {
  const code = errorCode(error);
  const sentence = sentences[code];
  return sentence === undefined ? code : `${sentence} (${code})`;
};
