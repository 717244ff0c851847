import { useId, useState } from 'react';
import type { Ask } from '../../app/view/window.ts';
import {
  accountWords,
  askHelp,
  detailsLabel,
  failureWords,
  labels,
  lockLabels,
} from '../../app/view/words.ts';
import { CodeField } from '../ask/CodeField.tsx';
import { CODE_LENGTH } from '../ask/digits.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useOutside, useTick } from '../state/outside.ts';

type Asked = Extract<Ask, { readonly kind: 'asked' }>;

/** The one way in: a new code, of one identity at a time. */
export const UnlockForm = (props: { readonly ask: Asked; readonly skew: number }) => {
  const { ask, skew } = props;
  const { send, ticker } = useOutside();
  const helpId = useId();
  const headId = useId();
  const [digits, setDigits] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const sentence = useTick((now) => askHelp(ask, skew, now).sentence);
  const kind = useTick((now) => askHelp(ask, skew, now).kind);
  const detail = useTick((now) => askHelp(ask, skew, now).detail);
  const short = tooShort && digits.length < CODE_LENGTH && !ask.checking;
  const submit = (): void => {
    if (ask.checking) return;
    setTooShort(digits.length < CODE_LENGTH);
    // A spent step: the digits stay, nothing is sent.
    if (digits.length < CODE_LENGTH || (ask.nextCodeAt ?? 0) > ticker.now()) return;
    send({ kind: 'submit-code', identity: ask.identity, code: digits });
    setDigits('');
  };
  return (
    <section className="lock-form" aria-labelledby={headId}>
      <h2 id={headId} className="strip-who">
        {labels.codeFor} <strong>{ask.identity}</strong>
        {ask.account !== null && <span className="quiet"> {accountWords(ask.account)}</span>}
      </h2>
      <CodeField
        digits={digits}
        onDigits={(next) => {
          setTooShort(false);
          setDigits(next);
        }}
        onSubmit={submit}
        checking={ask.checking}
        wrong={kind === 'failure' || short}
        helpId={helpId}
      />
      <p id={helpId} className="strip-help" data-kind={short ? 'failure' : kind}>
        {short
          ? failureWords({ kind: 'code-malformed', digits: digits.length }, 0).sentence
          : sentence}
      </p>
      {detail !== null && ask.failure !== null && (
        <Disclosure summary={detailsLabel(ask.failure)} text={detail} />
      )}
      {ask.others.length > 0 && (
        <p className="strip-others">
          {lockLabels.others}{' '}
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
