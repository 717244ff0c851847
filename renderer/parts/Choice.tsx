import { useId } from 'react';

/** One of a few, side by side; to the keyboard and to readers they are radio buttons. */
export const Choice = <K extends string>(props: {
  readonly label: string;
  readonly of: Readonly<Record<K, string>>;
  readonly value: K;
  readonly onValue: (value: K) => void;
}) => {
  const name = useId();
  const keys: K[] = [];
  for (const key in props.of) keys.push(key);
  return (
    <fieldset className="choice">
      <legend>{props.label}</legend>
      <div className="choice-row">
        {keys.map((key) => (
          <label key={key} className="choice-one">
            <input
              type="radio"
              name={name}
              value={key}
              checked={key === props.value}
              onChange={() => props.onValue(key)}
            />
            <span>{props.of[key]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
