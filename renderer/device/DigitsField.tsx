import { useId } from 'react';
import { cleanDigits } from '../ask/digits.ts';

/** One labelled field of six digits, beside others. Nothing is sent by itself. */
export const DigitsField = (props: {
  readonly label: string;
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
  readonly wrong?: boolean;
  readonly describedBy?: string | undefined;
  /** The next key stroke belongs here. */
  readonly first?: boolean;
}) => {
  const id = useId();
  return (
    <div className="digits-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        data-focus={props.first === true ? 'code' : undefined}
        className="field digits"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={props.wrong === true}
        aria-describedby={props.describedBy}
        value={props.digits}
        onChange={(event) => props.onDigits(cleanDigits(event.target.value))}
        onPaste={(event) => {
          event.preventDefault();
          props.onDigits(cleanDigits(event.clipboardData.getData('text')));
        }}
      />
    </div>
  );
};
