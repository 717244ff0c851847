import * as RadixMenu from '@radix-ui/react-menu';
import type { RefObject } from 'react';
import { focusNext, isFocusLost } from '../state/focus.ts';

export type MenuItem =
  | { readonly name: string; readonly onPress: () => void }
  /** It cannot be done here, and this says why: reached by key all the same, so that everybody hears it. */
  | { readonly name: string; readonly unavailable: string };

const focusNew = (element: HTMLElement | null): void => element?.focus();

/** The open list. Not modal: a modal one would inject a style element, which the page's policy forbids. */
export const MenuList = (props: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: RefObject<HTMLButtonElement | null>;
  /** Opened by key: the next key stroke belongs to the first item. */
  readonly byKey: boolean;
  readonly onClose: () => void;
}) => {
  const { label, items, anchor, byKey, onClose } = props;
  return (
    <RadixMenu.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <RadixMenu.Anchor virtualRef={anchor} />
      <RadixMenu.Portal>
        <RadixMenu.Content
          className="menu"
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Whoever pressed something else keeps the focus there.
            if (!isFocusLost()) return;
            if (anchor.current === null) focusNext();
            else anchor.current.focus();
          }}
          onInteractOutside={(event) => {
            // The button itself closes what it opened.
            if (event.target instanceof Node && anchor.current?.contains(event.target) === true) {
              event.preventDefault();
            }
          }}
        >
          {items.map((item, index) => (
            <RadixMenu.Item
              key={item.name}
              ref={byKey && index === 0 ? focusNew : undefined}
              className="menu-item"
              aria-disabled={'unavailable' in item}
              onSelect={(event) => {
                if ('onPress' in item) item.onPress();
                else event.preventDefault();
              }}
            >
              {item.name}
              {'unavailable' in item && <span className="menu-why">{item.unavailable}</span>}
            </RadixMenu.Item>
          ))}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
};
