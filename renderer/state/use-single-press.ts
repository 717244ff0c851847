import { useEffect } from 'react';
import { DOUBLE_PRESS, isAstray, type Pressed } from './double-press.ts';

/** Where a character that is held down is text. */
const TEXT = 'textarea, input:not([type="checkbox"], [type="radio"])';

/** What a press does something on; the items of a menu come by a press, and are meant by the next. */
const BUTTON = 'button, summary, [role="button"]';

const pressedOn = (target: EventTarget | null): Pressed => {
  const button = target instanceof Element ? target.closest(BUTTON) : null;
  if (button === null) return null;
  return { button, name: button.getAttribute('aria-label') ?? button.textContent };
};

const isPress = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === ' ';

/** Nothing in the page hears of it. */
const drop = (event: Event): void => {
  event.preventDefault();
  event.stopPropagation();
};

/**
 * One press does one thing. A key that is held down presses once: whoever confirms by holding one down has the focus
 * taken elsewhere when it was long enough, and what has it then was never meant. The second half of a double press does
 * nothing where the first put another button in its place, such as the second yes of a question that is asked twice.
 */
export const useSinglePress = (): void => {
  useEffect(() => {
    let clicked: Pressed = null;
    let pressed: { readonly on: Pressed; readonly at: number } | null = null;

    const onKey = (event: KeyboardEvent): void => {
      const { target, timeStamp } = event;
      if (!isPress(event) || !(target instanceof Element) || target === document.body) {
        pressed = null;
        return;
      }
      const isText = event.key === ' ' ? target.matches(TEXT) : target.matches('textarea');
      if (event.repeat) {
        if (!isText) drop(event);
        return;
      }
      const on = pressedOn(target);
      const isDouble = pressed !== null && timeStamp - pressed.at < DOUBLE_PRESS;
      if (on !== null && isDouble && isAstray(pressed?.on ?? null, on)) return drop(event);
      pressed = on === null ? null : { on, at: timeStamp };
    };

    /** The press by itself would give the focus to what the click must not reach. */
    const onPointer = (event: MouseEvent): void => {
      // By a key, or by a screen reader.
      if (event.detail === 0) return;
      const on = pressedOn(event.target);
      if (event.detail > 1 && isAstray(clicked, on)) return drop(event);
      if (event.type === 'click') clicked = on;
    };

    // Before anything in the page hears of it.
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('mousedown', onPointer, true);
    window.addEventListener('click', onPointer, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('mousedown', onPointer, true);
      window.removeEventListener('click', onPointer, true);
    };
  }, []);
};
