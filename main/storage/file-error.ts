import { ownDetail, systemDetail, type Detail } from '../../app/detail.ts';

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

/** What went wrong with a file, to be told: the system's code, which has words in view/words/detail. */
export const errorDetail = (error: unknown): Detail => {
  const code = errorCode(error);
  return code === 'unknown' ? ownDetail('unknown') : systemDetail(code);
};
