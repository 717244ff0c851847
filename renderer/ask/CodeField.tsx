import { CornerDownLeft } from 'lucide-react';
import { useId } from 'react';
import { labels } from '../../app/view/words.ts';
import { cleanDigits, CODE_LENGTH } from './digits.ts';

/** One input of six digits, drawn spaced. Enter sends; nothing is ever sent by itself. */
export const CodeField = (props: {
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
  readonly onSubmit: () => void;
  readonly checking: boolean;
  readonly wrong: boolean;
  /** What describes it; a change of it may be spoken, so that nothing in it ticks. */
  readonly help: string;
}) => {
  const id = useId();
  return (
    <form
      className="code"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <label className="code-slots" htmlFor={id}>
        <input
          id={id}
          data-focus="code"
          className="code-input"
          aria-label={labels.code}
          // ARIA 1.3 allows it everywhere; an element that holds these words would be read a second time.
          // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
          aria-description={props.help}
          aria-invalid={props.wrong}
          aria-busy={props.checking}
          readOnly={props.checking}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCorrect="off"
          spellCheck={false}
          value={props.digits}
          onChange={(event) => props.onDigits(cleanDigits(event.target.value))}
          onPaste={(event) => {
            // A paste is the whole code: cleaned as one, it replaces what was typed.
            event.preventDefault();
            if (!props.checking) props.onDigits(cleanDigits(event.clipboardData.getData('text')));
          }}
        />
      </label>
      <button
        type="submit"
        className="code-send"
        aria-label={labels.submitCode}
        // Not disabled: Enter then says what is missing.
        aria-disabled={props.checking || props.digits.length < CODE_LENGTH}
      >
        <CornerDownLeft className="icon" aria-hidden="true" />
      </button>
    </form>
  );
};
