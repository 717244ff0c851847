import { useId } from 'react';
import { choiceWords, labels, settingWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** A setting of a few values. */
export const SettingChoice = (props: {
  readonly name: keyof typeof choiceWords;
  readonly value: string;
}) => {
  const { name, value } = props;
  const send = useSend();
  const id = useId();
  const words = settingWords[name];
  return (
    <div className="setting">
      <label htmlFor={id}>{words.label}</label>
      <select
        id={id}
        className="field"
        value={value}
        aria-describedby={`${id}-help`}
        onChange={(event) => send({ kind: 'change-setting', key: name, value: event.target.value })}
      >
        {Object.entries(choiceWords[name]).map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
      </select>
      <p id={`${id}-help`} className="setting-help">
        {`${words.effect} ${labels.standard} ${words.standard}.`}
      </p>
    </div>
  );
};
