import { Check } from 'lucide-react';
import type { CopiedMark } from '../../app/view/window.ts';
import { copiedWords } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** What the clipboard holds of this row, in place of its second line. */
export const CopiedLine = (props: { readonly mark: CopiedMark }) => {
  const { mark } = props;
  const words = useTick((now) => copiedWords(mark, now));
  return (
    <span className="row-copied" data-copied={mark.kind}>
      {mark.kind === 'copied' && <Check className="icon icon-small" aria-hidden="true" />}
      {words}
    </span>
  );
};
