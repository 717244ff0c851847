import { useId, useState } from 'react';
import type { Ask } from '../../app/view/window.ts';
import {
  accountWords,
  askedByWords,
  askHelp,
  detailsLabel,
  failureWords,
  labels,
  waitingWords,
} from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useOutside, useTick } from '../state/outside.ts';
import { CodeField } from './CodeField.tsx';
import { CODE_LENGTH } from './digits.ts';
import { LaterMenu } from './LaterMenu.tsx';

type Asked = Extract<Ask, { readonly kind: 'asked' }>;

/** Who is needed, for what, with which device, and one field. */
export const AskStrip = (props: {
  readonly ask: Asked;
  readonly skew: number;
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
}) => {
  const { ask, skew, digits } = props;
  const { send, ticker } = useOutside();
  const helpId = useId();
  const headId = useId();
  const [tooShort, setTooShort] = useState(false);
  const sentence = useTick((now) => askHelp(ask, skew, now).sentence);
  const kind = useTick((now) => askHelp(ask, skew, now).kind);
  const detail = useTick((now) => askHelp(ask, skew, now).detail);
  const short = tooShort && digits.length < CODE_LENGTH && !ask.checking;
  const shortSentence = failureWords({ kind: 'code-malformed', digits: digits.length }, 0).sentence;
  const askedBy = askedByWords(ask.askedBy);
  const submit = (): void => {
    if (ask.checking) return;
    setTooShort(digits.length < CODE_LENGTH);
    // A spent step: the digits stay, nothing is sent.
    if (digits.length < CODE_LENGTH || (ask.nextCodeAt ?? 0) > ticker.now()) return;
    send({ kind: 'submit-code', identity: ask.identity, code: digits });
    props.onDigits('');
  };
  return (
    <section className="strip" aria-labelledby={headId}>
      <div className="strip-head">
        <h2 id={headId} className="strip-who">
          {labels.codeFor} <strong>{ask.identity}</strong>
          {ask.account !== null && <span className="quiet"> {accountWords(ask.account)}</span>}
        </h2>
        <span className="strip-acts">
          <button type="button" className="link" onClick={() => send({ kind: 'set-code-aside' })}>
            {labels.notNow}
          </button>
          {ask.ending !== null && <LaterMenu ending={ask.ending} />}
        </span>
      </div>
      <p className="strip-for">
        {waitingWords(ask.waiting, ask.waitingCount)}
        {askedBy !== null && <span className="strip-asked-by">, {askedBy}</span>}
      </p>
      <CodeField
        digits={digits}
        onDigits={(next) => {
          setTooShort(false);
          props.onDigits(next);
        }}
        onSubmit={submit}
        checking={ask.checking}
        wrong={kind === 'failure' || short}
        helpId={helpId}
      />
      <p id={helpId} className="strip-help" data-kind={short ? 'failure' : kind}>
        {short ? shortSentence : sentence}
      </p>
      {detail !== null && ask.failure !== null && (
        <Disclosure summary={detailsLabel(ask.failure)} text={detail} />
      )}
      {ask.others.length > 0 && (
        <p className="strip-others">
          {labels.alsoWaiting}{' '}
          {ask.others.map((identity) => (
            <button
              key={identity}
              type="button"
              className="link"
              onClick={() => send({ kind: 'ask-code', identity })}
            >
              {identity}
            </button>
          ))}
        </p>
      )}
    </section>
  );
};
