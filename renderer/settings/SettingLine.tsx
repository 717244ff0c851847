import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import {
  choicesOf,
  defaultLine,
  resetOf,
  ruleWords,
  settingsWords,
  settingWords,
  standardWords,
} from '../../app/view/words.ts';
import { settingProblemWords } from '../../app/view/words/setting-problem.ts';
import type { SettingRow } from '../../app/view/settings-list.ts';
import { settingKeys } from '../../app/settings.ts';
import { useSend } from '../state/outside.ts';
import { SettingControl } from './SettingControl.tsx';

/** Texts need the whole width, times and lists of choices do not. */
const isWide = (row: SettingRow): boolean =>
  choicesOf(row.name) === null && typeof settingKeys[row.name].standard !== 'number';

/** A setting: its name, what it does, its default, its key in settings.ini, and the way back where it differs. */
export const SettingLine = (props: {
  readonly row: SettingRow;
  readonly placeholder: string | undefined;
  /** Choices that do nothing here. */
  readonly vain: readonly string[];
  /** What else there is to say of it. */
  readonly children?: ReactNode;
}) => {
  const { row } = props;
  const send = useSend();
  const id = useId();
  const [rule, setRule] = useState<string | null>(null);
  const { label, effect } = settingWords[row.name];
  const standard = standardWords(row.name);
  const { problem } = row;
  const trouble =
    rule === null ? problem && settingProblemWords(problem).sentence : ruleWords(label, rule);
  const reset = (): void => {
    send({ kind: 'reset-setting', key: row.name });
    // The button goes with what it took back.
    document.getElementById(id)?.focus();
  };
  return (
    <div
      className="setting"
      data-setting={row.name}
      data-differs={row.differs}
      data-wide={isWide(row) ? '' : undefined}
    >
      <div className="setting-name">
        <label htmlFor={id}>{label}</label>
        {row.differs && <span className="setting-mark">{settingsWords.changed}</span>}
      </div>
      <SettingControl
        id={id}
        row={row}
        placeholder={props.placeholder}
        vain={props.vain}
        describedBy={`${id}-effect ${id}-default ${id}-trouble`}
        onRule={setRule}
      />
      <p id={`${id}-effect`} className="setting-help">
        {effect}
      </p>
      <output id={`${id}-trouble`} className="setting-trouble">
        {trouble}
      </output>
      <div className="setting-meta">
        <code>{row.key}</code>
        <span id={`${id}-default`}>{defaultLine(standard)}</span>
        {(row.differs || problem !== null) && (
          <button
            type="button"
            className="link setting-reset"
            aria-label={resetOf(label, standard)}
            onClick={reset}
          >
            <RotateCcw className="icon icon-small" aria-hidden="true" />
            {settingsWords.reset}
          </button>
        )}
      </div>
      {props.children}
    </div>
  );
};
