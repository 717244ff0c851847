import { useState } from 'react';
import { commandOfWay } from '../state/take-way.ts';
import type { Command } from '../../app/contract.ts';
import type { LabView } from '../../app/view/lab-view.ts';
import { labMadeIn, labSaid, labWords as words, reminderWords } from '../../app/view/words.ts';
import { IdentityPick } from '../identity/IdentityPick.tsx';
import type { PanelProps } from '../panels.tsx';
import { Message } from '../parts/Message.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';
import { LabStages } from './LabStages.tsx';
import { LabThings } from './LabThings.tsx';

type Part = { readonly lab: LabView; readonly identity: string | null };

/** What is going to be made, and whether it is. The safer answer takes the focus. */
const Prepared = (props: Part) => {
  const send = useSend();
  const { work, things } = props.lab;
  if (work.kind !== 'prepared') return null;
  return (
    <section>
      <h2>{words.willMake}</h2>
      <LabThings things={things} />
      <p className="setting-help">{labMadeIn(work.trial)}</p>
      <div className="panel-acts">
        <button
          type="button"
          className="button button-strong"
          onClick={() => send({ kind: 'lab-up', url: false })}
        >
          {words.make}
        </button>
        <button
          type="button"
          className="button"
          data-focus="main"
          onClick={() => send({ kind: 'lab-leave' })}
        >
          {words.leave}
        </button>
      </div>
    </section>
  );
};

/** What is there, as AWS lists it: this computer's own, and that of others, which goes only when asked for twice. */
const Found = (props: Part) => {
  const send = useSend();
  const [sure, setSure] = useState(false);
  const { work } = props.lab;
  const found = work.kind === 'looked' ? work.found : work.kind === 'removing' ? work.left : [];
  const others = work.kind === 'looked' || work.kind === 'removed' ? work.others : [];
  return (
    <>
      {found.length > 0 && (
        <section>
          <h2>{work.kind === 'removing' ? words.left : words.found}</h2>
          <LabThings things={found} />
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h2>{words.others}</h2>
          <LabThings things={others} />
          <div className="panel-acts">
            {sure ? (
              <>
                <button
                  type="button"
                  className="button button-danger"
                  onClick={() => send({ kind: 'lab-down', identity: props.identity, all: true })}
                >
                  {words.reallyDownAll}
                </button>
                <button
                  ref={focusNew}
                  type="button"
                  className="button"
                  onClick={() => setSure(false)}
                >
                  {words.keep}
                </button>
              </>
            ) : (
              <button type="button" className="button" onClick={() => setSure(true)}>
                {words.downAll}
              </button>
            )}
          </div>
        </section>
      )}
    </>
  );
};

/** What can be done next. */
const Acts = (props: Part) => {
  const send = useSend();
  const { lab, identity } = props;
  const { kind } = lab.work;
  if (kind === 'making' || kind === 'prepared') return null;
  // What is asked of AWS takes a moment: the button stays, and with it the focus.
  const act = (command: Command) => () => {
    if (!lab.busy) send(command);
  };
  return (
    <div className="panel-acts">
      {lab.there === null ? (
        <button
          type="button"
          className="button button-strong"
          data-focus="main"
          aria-disabled={lab.busy}
          onClick={act({ kind: 'lab-prepare', identity })}
        >
          {words.prepare}
        </button>
      ) : (
        <button
          type="button"
          className="button button-strong"
          data-focus="main"
          aria-disabled={lab.busy}
          onClick={act({ kind: 'lab-down', identity: null, all: false })}
        >
          {words.down}
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-disabled={lab.busy}
        onClick={act({ kind: 'lab-look', identity: lab.there === null ? identity : null })}
      >
        {words.look}
      </button>
    </div>
  );
};

/** A trial in one's own account (EX4): told before it is made, followed while it is, and removed without trace. */
export const LabPanel = (props: PanelProps) => {
  const { lab, sessions } = props.snapshot;
  const { work } = lab;
  const send = useSend();
  const names = sessions.map(({ identity }) => identity);
  const [picked, setPicked] = useState<string | null>(null);
  const identity = names.find((name) => name === picked) ?? names[0] ?? null;
  return (
    <main className="settings lab">
      <PanelHead title={words.title} onBack={props.onBack} />
      <div className="scroll settings-scroll">
        {work.kind !== 'prepared' && (
          <section>
            {/* Once it is made, the steps are what is to be read. */}
            {lab.stages.length === 0 && (
              <>
                <p>{words.about}</p>
                <p className="setting-help">{words.needs}</p>
              </>
            )}
            {identity === null ? (
              <p className="setting-help">{words.nobody}</p>
            ) : (
              <>
                {names.length > 1 && lab.there === null && (
                  <IdentityPick names={names} shown={identity} onPick={setPicked} />
                )}
                <output className="lab-said">{labSaid(lab)}</output>
                {work.kind === 'removed' && work.name !== null && <p>{reminderWords(work.name)}</p>}
                {work.kind === 'failed' && (
                  <Message
                    failure={work.failure}
                    retryAt={null}
                    onWay={(way) => send(commandOfWay(way, null, identity))}
                  />
                )}
                <Acts lab={lab} identity={identity} />
              </>
            )}
          </section>
        )}
        <Prepared lab={lab} identity={identity} />
        {lab.stages.length > 0 && (
          <section>
            <h2>{words.walks}</h2>
            <LabStages stages={lab.stages} />
          </section>
        )}
        <Found lab={lab} identity={identity} />
      </div>
    </main>
  );
};
