import type { WindowSnapshot } from '../../app/view/window.ts';
import { grantName } from '../../app/model.ts';
import {
  confirmAskedBy,
  confirmQuestion,
  copiedSaid,
  countdownSaid,
} from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** What is said to those who do not see the rows change: rare, polite. */
export const Spoken = (props: { readonly snapshot: WindowSnapshot }) => {
  const { clipboard, confirm, needsYouAt } = props.snapshot;
  const countdown = useTick((now) => countdownSaid(needsYouAt, now));
  return (
    <>
      <output className="hidden-words">
        {clipboard.kind === 'holds' ? copiedSaid(grantName(clipboard.target), clipboard.what) : ''}
      </output>
      <output className="hidden-words">
        {confirm !== null && confirm.by !== null
          ? `${confirmQuestion(confirm)} ${confirmAskedBy(confirm) ?? ''}`
          : ''}
      </output>
      <output className="hidden-words">{countdown}</output>
    </>
  );
};
