import { Check } from 'lucide-react';
import type { SignInMark } from '../../app/view/window.ts';
import { signInWords } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** How far a sign-in to the console has come, in place of the row's second line. */
export const SignInLine = (props: { readonly mark: SignInMark }) => {
  const { mark } = props;
  const words = useTick((now) => signInWords(mark, now));
  return (
    <span className="row-copied" data-sign-in={mark.kind} title={words ?? undefined}>
      {(mark.kind === 'opened' || mark.kind === 'copied') && (
        <Check className="icon icon-small" aria-hidden="true" />
      )}
      <span className="row-copied-words">{words}</span>
    </span>
  );
};
