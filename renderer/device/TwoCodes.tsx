import { useId, useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import { nextCodeWords, wizardWords } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';
import { useExactTick } from '../state/outside.ts';
import { DigitsField } from './DigitsField.tsx';
import { FailureLine } from './FailureLine.tsx';

/** Which of the two a failure is about, so that the other stays as it is. */
const wrongOf = (failure: Failure | null): 'first' | 'second' | 'both' | null => {
  if (failure?.kind !== 'device') return null;
  const { cause } = failure;
  if (cause.kind === 'digits') return cause.which;
  if (cause.kind === 'code-foreign')
    return cause.which === 'first' || cause.which === 'second' ? cause.which : 'both';
  const aboutBoth = ['codes-equal', 'codes-swapped', 'codes-apart', 'codes-refused'];
  return aboutBoth.includes(cause.kind) ? 'both' : null;
};

/** Two codes of a device, one after the other, for enabling and resyncing. Sent by Enter or the button, never by itself. */
export const TwoCodes = (props: {
  readonly failure: Failure | null;
  readonly nextCodeAt: number | null;
  readonly busy: boolean;
  readonly send: { readonly label: string; readonly busy: string };
  readonly cancel: { readonly label: string; readonly onPress: () => void };
  readonly onSend: (first: string, second: string) => void;
}) => {
  const { failure, nextCodeAt, busy } = props;
  const helpId = useId();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const wait = useExactTick(nextCodeAt ?? 0, (now) => nextCodeWords(nextCodeAt, now));
  const wrong = busy ? null : wrongOf(failure);
  const swapped = failure?.kind === 'device' && failure.cause.kind === 'codes-swapped';
  return (
    <form
      className="two-codes"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) props.onSend(first, second);
      }}
    >
      <div className="two-codes-fields">
        <DigitsField
          label={wizardWords.first}
          digits={first}
          onDigits={setFirst}
          wrong={wrong === 'first' || wrong === 'both'}
          describedBy={helpId}
          first
        />
        <DigitsField
          label={wizardWords.second}
          digits={second}
          onDigits={setSecond}
          wrong={wrong === 'second' || wrong === 'both'}
          describedBy={helpId}
        />
      </div>
      <div id={helpId} aria-live="polite">
        {failure !== null && !busy && (
          <FailureLine failure={failure}>
            {swapped && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  setFirst(second);
                  setSecond(first);
                }}
              >
                {wizardWords.swap}
              </button>
            )}
          </FailureLine>
        )}
        {wait !== null && !busy && <p className="setting-help">{wait}</p>}
      </div>
      <div className="form-acts">
        <button type="button" className="button" onClick={props.cancel.onPress}>
          {props.cancel.label}
        </button>
        <Button type="submit" look="strong" rests={busy}>
          {busy ? props.send.busy : props.send.label}
        </Button>
      </div>
    </form>
  );
};
