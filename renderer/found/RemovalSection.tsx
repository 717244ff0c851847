import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import type { Removal, RemovalPlan } from '../../app/session/found.ts';
import {
  alsoWords,
  cameLineWords,
  detailsLabel,
  failureWords,
  foundWords,
  goneLineWords,
  leadDefaultHelp,
  leadHelp,
  obstacleWords,
  questionWords,
  removalSaid,
  removalSpoken,
} from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

/** What would change, line by line, and a yes or a no; the no has the focus. */
const Question = (props: { readonly plan: RemovalPlan }) => {
  const { plan } = props;
  const send = useSend();
  const [lead, setLead] = useState(true);
  const gone = plan.files.flatMap(({ path, lines }) =>
    lines.map((line) => goneLineWords(path, line)),
  );
  const came = plan.processes.flatMap(({ profile, line }) => cameLineWords(profile, line));
  return (
    <>
      <p>{questionWords(plan.files.map(({ path }) => path))}</p>
      {gone.length > 0 && <pre className="question-lines">{gone.join('\n')}</pre>}
      {plan.also.length > 0 && <p>{alsoWords(plan.also)}</p>}
      {plan.obstacles.map(({ profile, by }) => (
        <p key={profile}>{obstacleWords(profile, by)}</p>
      ))}
      {plan.processes.length > 0 && (
        <>
          {gone.length > 0 && (
            <label className="found-lead">
              <input
                type="checkbox"
                checked={lead}
                onChange={(event) => setLead(event.target.checked)}
              />
              {foundWords.lead}
            </label>
          )}
          <p className="setting-help">{leadHelp()}</p>
          {plan.processes.some(({ profile }) => profile === 'default') && (
            <p className="setting-help">{leadDefaultHelp()}</p>
          )}
          {lead && (
            <pre className="question-lines" title={plan.config}>
              {came.join('\n')}
            </pre>
          )}
        </>
      )}
      <div className="question-ways">
        <button
          type="button"
          className="button"
          ref={focusNew}
          onClick={() => send({ kind: 'drop-removal' })}
        >
          {foundWords.notNow}
        </button>
        <button
          type="button"
          className="button button-strong"
          onClick={() =>
            send({ kind: 'remove-plain-keys', processes: lead && plan.processes.length > 0 })
          }
        >
          {gone.length > 0 ? foundWords.remove : foundWords.letThem}
        </button>
      </div>
    </>
  );
};

/** Why nothing, or not all, came of it; what to do stands in the sentence. */
const Refusal = (props: { readonly failure: Failure }) => {
  const { sentence, detail } = failureWords(props.failure, 0);
  return (
    <div className="message" role="alert">
      <TriangleAlert className="icon message-icon" aria-hidden="true" />
      <div className="message-body">
        <p>{sentence}</p>
      </div>
      {detail !== null && <Disclosure summary={detailsLabel(props.failure)} text={detail} />}
    </div>
  );
};

const Ways = (props: { readonly undo: boolean; readonly again: readonly string[] }) => {
  const send = useSend();
  return (
    <div className="question-ways">
      <button
        type="button"
        className="button"
        ref={focusNew}
        onClick={() => send({ kind: 'drop-removal' })}
      >
        {foundWords.close}
      </button>
      {props.again.length > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => send({ kind: 'ask-removal', identities: [...props.again] })}
        >
          {foundWords.lookAgain}
        </button>
      )}
      {props.undo && (
        <button type="button" className="button" onClick={() => send({ kind: 'undo-removal' })}>
          {foundWords.undo}
        </button>
      )}
    </div>
  );
};

const Body = (props: { readonly removal: Removal }) => {
  const { removal } = props;
  switch (removal.kind) {
    case 'none':
      return null;
    case 'looking':
    case 'working':
      return <p>{removalSpoken(removal)}</p>;
    case 'asked':
      return <Question key={JSON.stringify(removal.plan)} plan={removal.plan} />;
    case 'refused':
      return (
        <>
          <Refusal failure={removal.failure} />
          <Ways undo={false} again={removal.identities} />
        </>
      );
    case 'done':
      return (
        <>
          {removalSaid(removal.outcome).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {removal.outcome.failures.map((failure) => (
            <Refusal key={JSON.stringify(failure)} failure={failure} />
          ))}
          <Ways undo again={[]} />
        </>
      );
    case 'restored':
      return (
        <>
          <p>{removalSpoken(removal)}</p>
          <Ways undo again={[]} />
        </>
      );
    case 'undone':
      return (
        <>
          <p>{removalSpoken(removal)}</p>
          <Ways undo={false} again={[]} />
        </>
      );
  }
};

/** Keys out of the files: the question, what came of it, and the way back. */
export const RemovalSection = (props: { readonly removal: Removal }) => (
  <>
    <output className="hidden-words">{removalSpoken(props.removal)}</output>
    {props.removal.kind !== 'none' && (
      <section
        className="question found-question"
        aria-label={foundWords.question}
        data-removal={props.removal.kind}
      >
        <Body removal={props.removal} />
      </section>
    )}
  </>
);
