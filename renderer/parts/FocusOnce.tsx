import { useEffect } from 'react';
import { focusNext, focusNextGently } from '../state/focus.ts';

/** Moves the focus when it appears; given a key, whenever the key changes. */
export const FocusOnce = (props: { readonly gently?: boolean }) => {
  const gently = props.gently === true;
  useEffect(() => {
    if (gently) focusNextGently();
    else focusNext();
  }, [gently]);
  return null;
};
