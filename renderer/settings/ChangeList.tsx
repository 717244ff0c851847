import { ArrowRight } from 'lucide-react';
import type { LeadChange, SettingChange } from '../../app/session/settings-exchange.ts';
import {
  chosenLeadWords,
  leadLabel,
  leadWords,
  settingsWords,
  settingWords,
  valueWords,
} from '../../app/view/words.ts';

const Change = (props: { readonly label: string; readonly from: string; readonly to: string }) => (
  <li className="change">
    <span className="change-name">{props.label}</span>
    <span className="change-values">
      <span className="hidden-words">{`${settingsWords.was} `}</span>
      <span className="quiet">{props.from}</span>
      <ArrowRight className="icon icon-small icon-onward" aria-hidden="true" />
      <strong>{props.to}</strong>
    </span>
  </li>
);

/** Settings that would become something else: from what, to what; and how long ahead single ones would be told. */
export const ChangeList = (props: {
  readonly changes: readonly SettingChange[];
  readonly leads?: readonly LeadChange[];
}) => (
  <ul className="changes">
    {props.changes.map(({ name, from, to }) => (
      <Change
        key={name}
        label={settingWords[name].label}
        from={valueWords(name, from)}
        to={valueWords(name, to)}
      />
    ))}
    {(props.leads ?? []).map(({ name, from, to }) => (
      <Change
        key={`notice ${name}`}
        label={leadLabel(name)}
        from={chosenLeadWords(from)}
        to={leadWords(to)}
      />
    ))}
  </ul>
);
