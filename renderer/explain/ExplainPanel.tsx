import { type SubmitEvent, useEffect, useId, useRef } from 'react';
import type { ToldError } from '../../app/session/told-errors.ts';
import { capsWords, explainHelp, explainLabels, toldErrorWords } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { Disclosure } from '../parts/Disclosure.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { useSend } from '../state/outside.ts';
import { capsOf, ownShortcuts } from '../state/shortcuts.ts';
import { commandOfWay } from '../state/take-way.ts';

/** What was understood of the text, in words. */
const Told = (props: { readonly told: ToldError }) => {
  const { told } = props;
  const send = useSend();
  const { sentence, now, facts, undecoded, decoded } = toldErrorWords(told);
  const way = undecoded?.way ?? null;
  return (
    <section className="told" aria-label={explainLabels.result} data-told={told.read.kind}>
      <p className="told-sentence">{sentence}</p>
      {now !== null && <p className="told-now">{now}</p>}
      {told.decoding.kind === 'asking' && <p className="setting-help">{explainLabels.asking}</p>}
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(([label, text]) => (
            <div key={label} className="told-fact">
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {undecoded !== null && (
        <div className="told-undecoded">
          <p className="setting-help">{undecoded.sentence}</p>
          {way !== null && (
            <button
              type="button"
              className="button"
              onClick={() => send(commandOfWay(way, null, null))}
            >
              {way.label}
            </button>
          )}
        </div>
      )}
      {decoded !== null && <Disclosure summary={explainLabels.decoded} text={decoded} />}
    </section>
  );
};

/** Any error of AWS, pasted and explained (BO7). The text lives in its field alone, and dies with it. */
export const ExplainPanel = (props: PanelProps) => {
  const { toldError, platform } = props.snapshot;
  const send = useSend();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // The focus is on its way elsewhere while the panel opens.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => {
      cancelAnimationFrame(frame);
      send({ kind: 'forget-explained' });
    };
  }, [send]);
  const explain = (event?: SubmitEvent<HTMLFormElement>): void => {
    event?.preventDefault();
    send({ kind: 'explain', text: field.current?.value ?? '' });
  };
  const clear = (): void => {
    if (field.current === null) return;
    field.current.value = '';
    field.current.focus();
    send({ kind: 'forget-explained' });
  };
  return (
    <main className="settings">
      <PanelHead title={explainLabels.title} onBack={props.onBack} />
      <div className="scroll settings-scroll">
        <form className="explain" onSubmit={explain}>
          <label htmlFor={id}>{explainLabels.field}</label>
          <textarea
            ref={field}
            id={id}
            className="field explain-text"
            rows={7}
            maxLength={200_000}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={`${id}-help`}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              explain();
            }}
          />
          <p id={`${id}-help`} className="setting-help">
            {explainHelp(capsWords(capsOf(ownShortcuts.explain.keys[0], platform), platform))}
          </p>
          <div className="form-acts">
            <button type="button" className="button" onClick={clear}>
              {explainLabels.clear}
            </button>
            <button type="submit" className="button button-strong">
              {explainLabels.submit}
            </button>
          </div>
        </form>
        <div aria-live="polite" aria-busy={toldError?.decoding.kind === 'asking'}>
          {toldError !== null && <Told told={toldError} />}
        </div>
      </div>
    </main>
  );
};
