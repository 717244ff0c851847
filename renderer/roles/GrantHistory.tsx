import type { GrantDetails } from '../../app/view/details-view.ts';
import {
  detailsLabel,
  detailsLabels,
  failedAtWords,
  failureWords,
  ledgerLineWords,
  momentWords,
} from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useSend, useTick } from '../state/outside.ts';

const PastFailure = (props: { readonly past: GrantDetails['failures'][number] }) => {
  const { past } = props;
  const at = useTick((now) => failedAtWords(past, now));
  const sentence = useTick((now) => failureWords(past.failure, now).sentence);
  const { detail } = failureWords(past.failure, 0);
  return (
    <li className="past-failure">
      <time dateTime={new Date(past.at).toISOString()}>{at}</time>
      <span>{sentence}</span>
      {detail !== null && <Disclosure summary={detailsLabel(past.failure)} text={detail} />}
    </li>
  );
};

const Line = (props: { readonly line: GrantDetails['lines'][number] }) => {
  const { line } = props;
  const at = useTick((now) => momentWords(line.at, now));
  return (
    <li>
      <time dateTime={new Date(line.at).toISOString()}>{at}</time> {ledgerLineWords(line)}
    </li>
  );
};

const Lines = (props: { readonly details: GrantDetails }) => {
  const { ledger, lines } = props.details;
  if (ledger === 'failed') return <p>{detailsLabels.unread}</p>;
  if (ledger === 'read' && lines.length === 0) return <p>{detailsLabels.noLines}</p>;
  return (
    <ul>
      {lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no name, and several may be of one moment
        <Line key={`${line.at} ${lines.length - at}`} line={line} />
      ))}
    </ul>
  );
};

/** What went wrong with a grant lately, and where it went: terms and texts for a list of facts. */
export const GrantHistory = (props: { readonly details: GrantDetails | null }) => {
  const { details } = props;
  const send = useSend();
  if (details === null) return null;
  return (
    <>
      {details.failures.length > 0 && (
        <>
          <dt>{detailsLabels.failures}</dt>
          <dd>
            <ul>
              {details.failures.map((past) => (
                <PastFailure key={past.at} past={past} />
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>{detailsLabels.ledger}</dt>
      <dd>
        <Lines details={details} />
        <button
          type="button"
          className="link"
          onClick={() => send({ kind: 'show-panel', panel: 'ledger' })}
        >
          {detailsLabels.showLedger}
        </button>
      </dd>
    </>
  );
};
