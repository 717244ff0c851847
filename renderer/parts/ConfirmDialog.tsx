import * as Dialog from '@radix-ui/react-alert-dialog';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { focusNext, isFocusLost } from '../state/focus.ts';

export type ConfirmWords = {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
};

/** Asks before something is done that cannot be taken back in one step; the safe answer has the focus, and Escape is it. */
export const ConfirmDialog = (props: {
  readonly words: ConfirmWords;
  /** What would happen. */
  readonly children: ReactNode;
  /** Whether it can be agreed to at all. */
  readonly possible?: boolean;
  readonly dangerous?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) => {
  const { words, possible = true } = props;
  const [before] = useState(() => document.activeElement);
  // Radix closes after either answer.
  const agreed = useRef(false);
  useLayoutEffect(() => {
    // Nothing under the question can be reached by key, pointer or reader; Radix alone only hides it from readers.
    const page = document.getElementById('root');
    page?.toggleAttribute('inert', true);
    return () => void page?.toggleAttribute('inert', false);
  }, []);
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open && !agreed.current) props.onNo();
      }}
    >
      <Dialog.Portal>
        {/* Radix's own overlay keeps the page from scrolling by a style of its own, which our policy for styles refuses. */}
        <div className="dialog-ground" aria-hidden="true" />
        <Dialog.Content
          className="dialog"
          aria-modal="true"
          onCloseAutoFocus={(event) => {
            // Radix gives the focus back to a trigger of its own, and there is none.
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus();
            // Where it was asked from may be gone with what was agreed to.
            if (isFocusLost()) focusNext();
          }}
        >
          <Dialog.Title asChild>
            <h1 className="dialog-title">{words.title}</h1>
          </Dialog.Title>
          <Dialog.Description asChild>
            <div className="dialog-text">{props.children}</div>
          </Dialog.Description>
          <div className="dialog-acts">
            <Dialog.Cancel className="button">{words.no}</Dialog.Cancel>
            {possible && (
              <Dialog.Action
                className={
                  props.dangerous === true ? 'button button-danger' : 'button button-strong'
                }
                onClick={() => {
                  agreed.current = true;
                  props.onYes();
                }}
              >
                {words.yes}
              </Dialog.Action>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
