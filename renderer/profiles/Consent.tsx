import { consentWords, lineChangeWords, profileLabels as words } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import type { SentChange } from './use-change.ts';

/** Lines that a person wrote and that would change: a yes or a no before any does. */
export const Consent = (props: {
  readonly name: string;
  readonly change: SentChange;
  readonly removes: boolean;
  readonly onNo: () => void;
}) => {
  const { lines, agree } = props.change;
  return (
    <section className="consent" aria-label={consentWords(props.name, lines.length)}>
      <p>{consentWords(props.name, lines.length)}</p>
      <ul className="question-lines">
        {lines.map((line) => (
          <li key={`${line.kind} ${line.line} ${line.key}`}>{lineChangeWords(line)}</li>
        ))}
      </ul>
      <div className="form-acts">
        <button type="button" className="button" onClick={props.onNo}>
          {props.removes ? words.keep : words.cancel}
        </button>
        <button type="button" className="button button-strong" ref={focusNew} onClick={agree}>
          {props.removes ? words.consentRemove : words.consentChange}
        </button>
      </div>
    </section>
  );
};
