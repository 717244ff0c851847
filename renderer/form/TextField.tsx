import { useId } from 'react';

type Common = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly error: string | null;
  /** Characters it takes; as many as a name's without it. */
  readonly most?: number;
};
type Plain = Common & { readonly value: string; readonly onValue: (value: string) => void };
/** A secret stays in the input itself, out of React's state. */
type Hidden = Common & { readonly secret: true };

/** A labelled field with its help, or its failure in the help's place. */
export const TextField = (props: Plain | Hidden) => {
  const id = useId();
  const note = props.error ?? props.help ?? null;
  const shared = {
    id,
    name: props.name,
    className: 'field',
    // As much as a command takes: what is longer would be refused unheard, this much is refused with its reason.
    maxLength: props.most ?? 256,
    spellCheck: false,
    autoComplete: 'off',
    placeholder: props.placeholder,
    'aria-invalid': props.error !== null,
    'aria-describedby': note === null ? undefined : `${id}-note`,
  } as const;
  return (
    <div className="form-field">
      <label htmlFor={id}>{props.label}</label>
      {'secret' in props ? (
        <input {...shared} type="password" />
      ) : (
        <input
          {...shared}
          type="text"
          value={props.value}
          onChange={(event) => props.onValue(event.target.value)}
        />
      )}
      {note !== null && (
        <p
          id={`${id}-note`}
          className="setting-help"
          data-kind={props.error === null ? 'plain' : 'failure'}
          role={props.error === null ? undefined : 'alert'}
        >
          {note}
        </p>
      )}
    </div>
  );
};
