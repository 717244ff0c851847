import { Check } from 'lucide-react';
import type { CopiedMark, Life } from '../../app/view/window.ts';
import { copiedWords } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** What the clipboard holds of this row, in place of its second line. */
export const CopiedLine = (props: { readonly mark: CopiedMark; readonly life: Life | null }) => {
  const { mark, life } = props;
  const words = useTick((now) => copiedWords(mark, now, life));
  return (
    <span className="row-copied" data-copied={mark.kind} title={words ?? undefined}>
      {mark.kind === 'copied' && <Check className="icon icon-small" aria-hidden="true" />}
      <span className="row-copied-words">{words}</span>
    </span>
  );
};
