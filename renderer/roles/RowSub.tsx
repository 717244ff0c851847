import type { CopiedMark, Life, SignInMark } from '../../app/view/window.ts';
import { CopiedLine } from './CopiedLine.tsx';
import { SignInLine } from './SignInLine.tsx';

/** A row's second line: what was just done with it, else what tells it apart. */
export const RowSub = (props: {
  readonly copied: CopiedMark;
  readonly life: Life | null;
  readonly signIn: SignInMark;
  readonly note: string | null;
}) => {
  const { copied, life, signIn, note } = props;
  if (copied.kind !== 'no' && copied.kind !== 'failed')
    return <CopiedLine mark={copied} life={life} />;
  if (signIn.kind !== 'no' && signIn.kind !== 'failed') return <SignInLine mark={signIn} />;
  return (
    note !== null && (
      <span className="row-sub" title={note}>
        {note}
      </span>
    )
  );
};
