import { useState } from 'react';

/** The digits typed for each identity: they outlast hiding and setting aside, and die with the window. */
export const useDigits = (
  identity: string | null,
): { readonly value: string; set(digits: string): void } => {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  return {
    value: identity === null ? '' : (typed.get(identity) ?? ''),
    set: (digits) => {
      if (identity !== null) setTyped((before) => new Map(before).set(identity, digits));
    },
  };
};
