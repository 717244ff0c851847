import { TriangleAlert } from 'lucide-react';
import type { Failure } from '../../app/failure.ts';
import { detailsLabel, failureWords, retryWords, type Way } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';
import { Disclosure } from './Disclosure.tsx';

/** A failure in the place where it happened: the sentence, the way out, and AWS's own words for whoever wants them. */
export const Message = (props: {
  readonly failure: Failure;
  readonly retryAt: number | null;
  readonly onWay: (way: Way) => void;
}) => {
  const { failure, retryAt } = props;
  const sentence = useTick((now) => failureWords(failure, now).sentence);
  const retry = useTick((now) => retryWords(retryAt, now));
  const { way, detail } = failureWords(failure, 0);
  return (
    <div className="message" data-mends={retryAt === null ? undefined : ''}>
      <TriangleAlert className="icon message-icon" aria-hidden="true" />
      <div className="message-body">
        <p>
          {sentence}
          {retry !== null && <span className="message-retry"> {retry}</span>}
        </p>
      </div>
      {way !== null && (
        <button type="button" className="button" onClick={() => props.onWay(way)}>
          {way.label}
        </button>
      )}
      {detail !== null && <Disclosure summary={detailsLabel(failure)} text={detail} />}
    </div>
  );
};
