import type { ReactNode, Ref } from 'react';

/**
 * A button that rests while what it began is on its way, or while there is nothing to do. Not `disabled`, which would
 * drop the focus of whoever pressed it: a press does nothing, nor does Return in a field of the form that it sends.
 */
export const Button = (props: {
  readonly type: 'button' | 'submit';
  /** How it looks, beside plain. */
  readonly look?: 'strong' | 'danger';
  readonly rests: boolean;
  readonly label?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onPress?: () => void;
  readonly children: ReactNode;
}) => {
  const { ref, type, look, rests, onPress } = props;
  return (
    <button
      ref={ref}
      type={type}
      className={look === undefined ? 'button' : `button button-${look}`}
      aria-label={props.label}
      aria-disabled={rests}
      onClick={(event) => {
        // Return in a form presses the button that sends it.
        if (rests) event.preventDefault();
        else onPress?.();
      }}
    >
      {props.children}
    </button>
  );
};
