import { useEffect, useEffectEvent } from 'react';
import type { GrantId } from '../../app/model.ts';
import { belowList, mainOf } from './focus-row.ts';
import { focusNext } from './focus.ts';

/** The row that a command led to: another object each time. */
export type Led = { readonly row: GrantId };

/**
 * Puts the focus on the row that a person was led to, once the list is laid out for it. `bring` draws a row of the list
 * and brings it into sight; null: it has none such.
 */
export const useLedTo = (led: Led | null, bring: (row: GrantId) => HTMLElement | null): void => {
  const bringNow = useEffectEvent(bring);
  useEffect(() => {
    if (led === null) return undefined;
    const { row } = led;
    const frame = requestAnimationFrame(() => {
      const main = bringNow(row) ?? mainOf(document.querySelector(belowList(row)));
      // It has ended since, and what else waits comes first.
      if (main === null) focusNext();
      else main.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [led]);
};
