import type { ReactNode } from 'react';
import type { Failure } from '../../app/failure.ts';
import { detailsLabel, failureWords } from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useTick } from '../state/outside.ts';

/** The failure inside, where AWS itself said something. */
const innermost = (failure: Failure): Failure =>
  failure.kind === 'device' && 'cause' in failure.cause ? innermost(failure.cause.cause) : failure;

/** A failure in a form: its sentence, AWS's own words, and the way out as a button. */
export const FailureLine = (props: {
  readonly failure: Failure;
  readonly children?: ReactNode;
}) => {
  const { failure } = props;
  const sentence = useTick((now) => failureWords(failure, now).sentence);
  const { detail } = failureWords(failure, 0);
  return (
    <div className="form-failure" role="alert">
      <p>{sentence}</p>
      {props.children}
      {detail !== null && <Disclosure summary={detailsLabel(innermost(failure))} text={detail} />}
    </div>
  );
};
