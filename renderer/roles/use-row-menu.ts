import { useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { MenuHandle } from '../parts/Menu.tsx';

/**
 * The ways to a row's menu that native lists have beside its button: the arrow that points on from the row, the menu
 * key, Shift+F10, and the other button of the mouse.
 */
export const useRowMenu = (): {
  readonly menu: RefObject<MenuHandle | null>;
  readonly ways: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onContextMenu: (event: MouseEvent) => void;
  };
} => {
  const menu = useRef<MenuHandle>(null);
  return {
    menu,
    ways: {
      onKeyDown: (event) => {
        const { target } = event;
        if (event.defaultPrevented || !(target instanceof Element)) return;
        const onwards = target.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
        if (event.key !== onwards || !target.matches('[data-row-main]')) return;
        event.preventDefault();
        menu.current?.open('by-key');
      },
      onContextMenu: (event) => {
        // Text that can be marked has a menu of the system's own.
        if (event.target instanceof Element && event.target.closest('.facts, input') !== null)
          return;
        event.preventDefault();
        // The keys say so with no button of a mouse.
        menu.current?.open(event.button === 2 ? 'by-pointer' : 'by-key');
      },
    },
  };
};
