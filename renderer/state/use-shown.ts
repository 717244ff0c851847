import { useEffect, useState } from 'react';

/** How often the window has been shown: changes each time it comes up. */
export const useShown = (): number => {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') setShown((count) => count + 1);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return shown;
};
