import { useId } from 'react';
import { identityWords } from '../../app/view/words.ts';

/** Which identity is shown, where there are several. */
export const IdentityPick = (props: {
  readonly names: readonly string[];
  readonly shown: string;
  readonly onPick: (identity: string) => void;
}) => {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{identityWords.which}</label>
      <select
        id={id}
        className="field"
        value={props.shown}
        onChange={(event) => props.onPick(event.target.value)}
      >
        {props.names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
};
