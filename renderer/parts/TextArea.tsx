import { useId } from 'react';

/** A labelled field of several lines, with its help, or its failure in the help's place. */
export const TextArea = (props: {
  readonly label: string;
  readonly help: string;
  readonly error: string | null;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) => {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        className="field field-lines"
        rows={3}
        spellCheck={false}
        value={props.value}
        aria-invalid={props.error !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => props.onValue(event.target.value)}
      />
      <p
        id={`${id}-note`}
        className="setting-help"
        data-kind={props.error === null ? 'plain' : 'failure'}
        role={props.error === null ? undefined : 'alert'}
      >
        {props.error ?? props.help}
      </p>
    </div>
  );
};
