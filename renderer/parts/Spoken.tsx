import type { WindowSnapshot } from '../../app/view/window.ts';
import { grantName } from '../../app/model.ts';
import { confirmAskedBy, confirmQuestion, copiedSaid } from '../../app/view/words.ts';

/** What is said to those who do not see the row change: rare, polite. */
export const Spoken = (props: { readonly snapshot: WindowSnapshot }) => {
  const { clipboard, confirm } = props.snapshot;
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
    </>
  );
};
