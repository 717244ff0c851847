import { useId, useState } from 'react';
import { decodeSetting, encodeSetting, type Settings } from '../../app/settings.ts';
import { labels, settingWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** The rule a text breaks, or null when it is a good value. */
const ruleBroken = (name: keyof Settings, text: string): string | null => {
  const decoded = decodeSetting(name, text);
  return decoded.ok ? null : decoded.rule;
};

/** A setting that is typed: sent on Enter or when left, and only when it is a good value. */
export const SettingField = (props: {
  readonly name: keyof Settings;
  readonly value: Settings[keyof Settings];
  readonly placeholder?: string;
}) => {
  const { name, value } = props;
  const send = useSend();
  const id = useId();
  const written = encodeSetting(value);
  const [draft, setDraft] = useState<string | null>(null);
  const words = settingWords[name];
  const rule = draft === null ? null : ruleBroken(name, draft);
  const settle = (): void => {
    if (draft === null || rule !== null) return;
    if (draft.trim() !== written) send({ kind: 'change-setting', key: name, value: draft.trim() });
    setDraft(null);
  };
  return (
    <div className="setting" data-wide={props.placeholder === undefined ? undefined : ''}>
      <label htmlFor={id}>{words.label}</label>
      <input
        id={id}
        className="field"
        type="text"
        spellCheck={false}
        value={draft ?? written}
        placeholder={props.placeholder}
        aria-invalid={rule !== null}
        aria-describedby={`${id}-help`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'Escape' && draft !== null) {
            // Escape takes the typing back, and only that.
            event.preventDefault();
            setDraft(null);
          }
        }}
      />
      <p id={`${id}-help`} className="setting-help" data-kind={rule === null ? 'plain' : 'failure'}>
        {rule === null
          ? `${words.effect} ${labels.standard} ${words.standard}.`
          : `${words.label} takes ${rule}.`}
      </p>
    </div>
  );
};
