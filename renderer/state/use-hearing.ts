import { useEffect, useState } from 'react';
import { hear, nothingHeard, unlooked, type Utterance } from './hearing.ts';
import { useOutside } from './outside.ts';

/** What is to be said while the window is there; each picture and each tick of the clock may add to it. */
export const useHearing = (): readonly Utterance[] => {
  const { snapshots, ticker } = useOutside();
  const [said, setSaid] = useState(nothingHeard.said);
  useEffect(() => {
    const state = { hearing: nothingHeard };
    const look = (): void => {
      const snapshot = snapshots.current();
      if (document.visibilityState !== 'visible') state.hearing = unlooked(state.hearing);
      else if (snapshot !== null) state.hearing = hear(state.hearing, snapshot, ticker.now());
      setSaid(state.hearing.said);
    };
    look();
    // The clock ticks with each picture as well.
    const stop = ticker.subscribe(look);
    document.addEventListener('visibilitychange', look);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
    };
  }, [snapshots, ticker]);
  return said;
};
