import { ArrowRight } from 'lucide-react';
import type { SettingChange } from '../../app/session/settings-exchange.ts';
import { settingsWords, settingWords, valueWords } from '../../app/view/words.ts';

/** Settings that would become something else: from what, to what. */
export const ChangeList = (props: { readonly changes: readonly SettingChange[] }) => (
  <ul className="changes">
    {props.changes.map(({ name, from, to }) => (
      <li key={name} className="change">
        <span className="change-name">{settingWords[name].label}</span>
        <span className="change-values">
          <span className="hidden-words">{`${settingsWords.was} `}</span>
          <span className="quiet">{valueWords(name, from)}</span>
          <ArrowRight className="icon icon-small icon-onward" aria-hidden="true" />
          <strong>{valueWords(name, to)}</strong>
        </span>
      </li>
    ))}
  </ul>
);
