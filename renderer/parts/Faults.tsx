import type { Failure } from '../../app/failure.ts';
import { detailsLabel, failureWords } from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';

/** Failures of a form that belong to none of its fields. */
export const Faults = (props: { readonly failures: readonly Failure[] }) =>
  props.failures.map((failure) => {
    const { sentence, detail } = failureWords(failure, 0);
    return (
      <div key={sentence} className="form-failure" role="alert">
        <p>{sentence}</p>
        {detail !== null && <Disclosure summary={detailsLabel(failure)} text={detail} />}
      </div>
    );
  });
