import { useState } from 'react';
import type { SettingRow } from '../../app/view/settings-list.ts';
import { choicesOf } from '../../app/view/words.ts';
import { decodeSetting } from '../../app/settings.ts';
import { useSend } from '../state/outside.ts';

/** The rule a text breaks, or null when it is a good value. */
const ruleBroken = (row: SettingRow, text: string): string | null => {
  const decoded = decodeSetting(row.name, text);
  return decoded.ok ? null : decoded.rule;
};

type Props = {
  readonly id: string;
  readonly row: SettingRow;
  readonly placeholder: string | undefined;
  /** Choices that do nothing here, and are offered only where they were taken. */
  readonly vain: readonly string[];
  readonly describedBy: string;
  /** What is typed breaks a rule; null: it does not any more. */
  readonly onRule: (rule: string | null) => void;
};

/** A setting that is typed: sent on Enter or when left, and only when it is a good value. */
const Typed = ({ id, row, placeholder, describedBy, onRule }: Props) => {
  const send = useSend();
  const [draft, setDraft] = useState<string | null>(null);
  const rule = draft === null ? null : ruleBroken(row, draft);
  const change = (next: string | null): void => {
    setDraft(next);
    onRule(next === null ? null : ruleBroken(row, next));
  };
  const settle = (): void => {
    if (draft === null || rule !== null) return;
    if (draft.trim() !== row.value)
      send({ kind: 'change-setting', key: row.name, value: draft.trim() });
    change(null);
  };
  return (
    <input
      id={id}
      className="field"
      type="text"
      spellCheck={false}
      autoComplete="off"
      value={draft ?? row.value}
      placeholder={placeholder}
      aria-invalid={rule !== null || row.problem !== null}
      aria-describedby={describedBy}
      onChange={(event) => change(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        // A word is being chosen, and the value is not written to its end.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') settle();
        if (event.key === 'Escape' && draft !== null) {
          // Escape takes the typing back, and only that.
          event.preventDefault();
          change(null);
        }
      }}
    />
  );
};

/** What a setting is changed with: a list where it has few values, else a field. */
export const SettingControl = (props: Props) => {
  const { id, row, describedBy, vain } = props;
  const send = useSend();
  const choices = choicesOf(row.name);
  if (choices === null) return <Typed {...props} />;
  return (
    <select
      id={id}
      className="field"
      value={row.value}
      aria-invalid={row.problem !== null}
      aria-describedby={describedBy}
      onChange={(event) =>
        send({ kind: 'change-setting', key: row.name, value: event.target.value })
      }
    >
      {Object.entries(choices)
        .filter(([choice]) => choice === row.value || !vain.includes(choice))
        .map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
    </select>
  );
};
