import { Check, X } from 'lucide-react';
import type { Failure } from '../../app/failure.ts';
import type { ConnectionView } from '../../app/view/window.ts';
import {
  connectionLabels,
  detailsLabel,
  failureWords,
  probeFactWords,
  probeStepWords,
} from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useSend } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';

type Tried = Exclude<ConnectionView['test'], { readonly kind: 'none' }>;

/** One sentence for the whole, once all of it is known. */
const summary = ({ kind, steps }: Tried): string | null => {
  if (kind === 'testing' || steps.some((step) => step.kind === 'failed')) return null;
  return steps.some(({ step }) => step === 'call')
    ? connectionLabels.passed
    : connectionLabels.passedUnsigned;
};

/** Why a step failed. The ways out that lead here, or to another try, have their fields and button on this page. */
const StepFailure = (props: { readonly failure: Failure }) => {
  const { failure } = props;
  const send = useSend();
  const { sentence, way, detail } = failureWords(failure, 0);
  const elsewhere = way !== null && way.does !== 'try-again' && way.does !== 'show-network';
  return (
    <div className="step-failure">
      <p>{sentence}</p>
      {detail !== null && <Disclosure summary={detailsLabel(failure)} text={detail} />}
      {elsewhere && (
        <button
          type="button"
          className="button"
          onClick={() => send(commandOfWay(way, null, null))}
        >
          {way.label}
        </button>
      )}
    </div>
  );
};

/** The steps of a connection test as they are done; the last may be the one that failed. */
export const ConnectionResult = (props: { readonly test: Tried }) => {
  const { test } = props;
  const whole = summary(test);
  return (
    <div className="connection" aria-live="polite" aria-busy={test.kind === 'testing'}>
      <ol className="steps" aria-label={connectionLabels.result}>
        {test.steps.map((step) => (
          <li key={step.step} className="step" data-step={step.step} data-outcome={step.kind}>
            {step.kind === 'passed' ? (
              <Check className="icon" aria-hidden="true" />
            ) : (
              <X className="icon" aria-hidden="true" />
            )}
            <span className="step-name">{probeStepWords[step.step]}</span>
            <span className="step-fact">
              {step.kind === 'passed' ? probeFactWords(step.fact) : connectionLabels.failed}
            </span>
            {step.kind === 'failed' && <StepFailure failure={step.failure} />}
          </li>
        ))}
      </ol>
      {whole !== null && <p className="connection-whole">{whole}</p>}
    </div>
  );
};
