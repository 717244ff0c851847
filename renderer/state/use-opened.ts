import { useState } from 'react';
import type { Go } from '../../app/session/state.ts';
import { useShown } from './use-shown.ts';

/**
 * How often a person has opened the window: changes when it comes up, and when it is asked for, which a page that is
 * never told that it was hidden hears as well. A code or a panel that it is led to meanwhile opens nothing.
 */
export const useOpened = (go: Go): number => {
  const shown = useShown();
  const [seen, setSeen] = useState({ shown, at: go.at, count: 0 });
  if (seen.shown !== shown || seen.at !== go.at) {
    const opens = seen.shown !== shown || go.to === 'roles' || go.to === 'search';
    setSeen({ shown, at: go.at, count: seen.count + (opens ? 1 : 0) });
  }
  return seen.count;
};
