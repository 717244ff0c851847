import { useState } from 'react';
import type { Ask } from '../../app/view/window.ts';
import { askHeard, askHelp, detailsLabel, failureWords, waitSaid } from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useOutside, useTick } from '../state/outside.ts';
import { CodeField } from './CodeField.tsx';
import { CODE_LENGTH } from './digits.ts';

export type Asked = Extract<Ask, { readonly kind: 'asked' }>;

const tooShortWords = (digits: string): string =>
  failureWords({ kind: 'code-malformed', digits: digits.length }, 0).sentence;

/** The field for a code, what to know or what went wrong below it, and whose code could be entered instead. */
export const CodeEntry = (props: {
  readonly ask: Asked;
  readonly skew: number;
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
  /** What stands before the names of the others. */
  readonly othersLabel: string;
}) => {
  const { ask, skew, digits } = props;
  const { send, ticker } = useOutside();
  const [tooShort, setTooShort] = useState(false);
  // What is said of a press that sends nothing, anew with each.
  const [pressed, setPressed] = useState({ count: 0, words: '' });
  const sentence = useTick((now) => askHelp(ask, skew, now).sentence);
  const kind = useTick((now) => askHelp(ask, skew, now).kind);
  const detail = useTick((now) => askHelp(ask, skew, now).detail);
  const heard = useTick((now) => askHeard(ask, skew, now));
  const short = tooShort && digits.length < CODE_LENGTH && !ask.checking;
  const submit = (): void => {
    if (ask.checking) return;
    setTooShort(digits.length < CODE_LENGTH);
    const tell = (words: string): void => setPressed(({ count }) => ({ count: count + 1, words }));
    if (digits.length < CODE_LENGTH) return tell(tooShortWords(digits));
    // A spent step: the digits stay, nothing is sent.
    if ((ask.nextCodeAt ?? 0) > ticker.now()) return tell(waitSaid());
    setPressed(({ count }) => ({ count, words: '' }));
    send({ kind: 'submit-code', identity: ask.identity, code: digits });
    props.onDigits('');
  };
  return (
    <>
      <CodeField
        digits={digits}
        onDigits={(next) => {
          setTooShort(false);
          setPressed(({ count }) => ({ count, words: '' }));
          props.onDigits(next);
        }}
        onSubmit={submit}
        checking={ask.checking}
        wrong={kind === 'failure' || short}
        help={short ? tooShortWords(digits) : heard}
      />
      <p className="strip-help" data-kind={short ? 'failure' : kind}>
        {short ? tooShortWords(digits) : sentence}
      </p>
      <span className="hidden-words" role="alert">
        {pressed.words !== '' && <span key={pressed.count}>{pressed.words}</span>}
      </span>
      {detail !== null && ask.failure !== null && (
        <Disclosure summary={detailsLabel(ask.failure)} text={detail} />
      )}
      {ask.others.length > 0 && (
        <p className="strip-others">
          {props.othersLabel}{' '}
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
    </>
  );
};
