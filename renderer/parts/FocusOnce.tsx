import { useEffect } from 'react';
import { focusNext, focusNextGently, focusSearch } from '../state/focus.ts';

/** Moves the focus when it appears; given a key, whenever the key changes. */
export const FocusOnce = (props: {
  readonly gently?: boolean;
  /** Into the search where there is one, whatever else the next key stroke could be for. */
  readonly onSearch?: boolean;
}) => {
  const gently = props.gently === true;
  const onSearch = props.onSearch === true;
  useEffect(() => {
    if (onSearch && focusSearch()) return;
    if (gently) focusNextGently();
    else focusNext();
  }, [gently, onSearch]);
  return null;
};
