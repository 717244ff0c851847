import type { Detail } from '../../detail.ts';
import { detailWords } from './detail.ts';
import { t } from './say.ts';

/** Said in a box of the system when the app cannot start: there is no window of its own to say it in. */
export const cannotStartWords = (
  reason: { readonly kind: 'folder'; readonly path: string; readonly detail: Detail } | null,
): { readonly title: string; readonly body: string } => ({
  title: t`Fobwatch cannot start`,
  body:
    reason === null
      ? t`Something unexpected happened. Its journal says where.`
      : t`It keeps its own files in ${reason.path}, which cannot be used: ${detailWords(reason.detail)}. Make it a folder of yours that you can write to, then start Fobwatch again.`,
});
