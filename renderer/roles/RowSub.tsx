import { Fragment, type ReactNode } from 'react';
import type { CopiedMark, Life, SignInMark } from '../../app/view/window.ts';
import { CopiedLine } from './CopiedLine.tsx';
import { SignInLine } from './SignInLine.tsx';

/** One thing a second line says, and how it is drawn where that is more than its words. */
export type Note = { readonly words: string; readonly drawn?: ReactNode };

/** A row's second line: what was just done with it, else what tells it apart. */
export const RowSub = (props: {
  readonly copied: CopiedMark;
  readonly life: Life | null;
  readonly signIn: SignInMark;
  readonly notes: readonly Note[];
}) => {
  const { copied, life, signIn, notes } = props;
  if (copied.kind !== 'no' && copied.kind !== 'failed')
    return <CopiedLine mark={copied} life={life} />;
  if (signIn.kind !== 'no' && signIn.kind !== 'failed') return <SignInLine mark={signIn} />;
  return (
    notes.length > 0 && (
      <span className="row-sub" title={notes.map(({ words }) => words).join(' · ')}>
        {notes.map(({ words, drawn }, at) => (
          <Fragment key={words}>
            {at > 0 && ' · '}
            {drawn ?? words}
          </Fragment>
        ))}
      </span>
    )
  );
};
