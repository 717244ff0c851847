import { useId } from 'react';
import type { LoginStartView } from '../../app/view/window.ts';
import { defaultLine, loginWords, settingsWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** Whether the system starts Fobwatch at login: as the system says, also when somebody else changed it. */
export const LoginLine = (props: { readonly login: LoginStartView }) => {
  const { entry, refused, path } = props.login;
  const send = useSend();
  const id = useId();
  const on = entry !== null && (entry.kind === 'on' || entry.kind === 'held-back');
  return (
    <div className="setting" data-setting="loginStart" data-differs={on}>
      <div className="setting-name">
        <label htmlFor={id}>{settingsWords.loginStart}</label>
        {on && <span className="setting-mark">{settingsWords.changed}</span>}
      </div>
      <input
        id={id}
        className="switch"
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={entry === null || entry.kind === 'unreadable'}
        aria-describedby={`${id}-effect ${id}-trouble`}
        onChange={(event) => send({ kind: 'start-at-login', on: event.target.checked })}
      />
      <p id={`${id}-effect`} className="setting-help">
        {settingsWords.loginEffect}
      </p>
      <output id={`${id}-trouble`} className="setting-trouble">
        {loginWords(entry, refused)}
      </output>
      <div className="setting-meta">
        {path === null ? <span>{settingsWords.loginKept}</span> : <code>{path}</code>}
        <span>{defaultLine(settingsWords.loginDefault)}</span>
      </div>
    </div>
  );
};
