import type { SessionRow } from '../../app/view/window.ts';
import { identityWords, labels } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { UserFacts } from '../parts/UserFacts.tsx';
import { useSend } from '../state/outside.ts';
import { DevicesSection } from './DevicesSection.tsx';
import { IdentityPick } from './IdentityPick.tsx';
import { OwnCodesSection } from './OwnCodesSection.tsx';
import { KeysSection } from './KeysSection.tsx';

const About = (props: { readonly row: SessionRow }) => {
  const { row } = props;
  const send = useSend();
  return (
    <section>
      <div className="section-head">
        <h2>{row.identity}</h2>
        <button
          type="button"
          className="button"
          aria-label={`${labels.check} ${row.identity}`}
          onClick={() => send({ kind: 'check-identity', identity: row.identity })}
        >
          {labels.check}
        </button>
      </div>
      <UserFacts row={row} />
    </section>
  );
};

/** One identity at a time: who AWS says it is, its MFA devices and its keys. */
export const IdentityPanel = (props: PanelProps) => {
  const { sessions } = props.snapshot;
  const row = sessions.find(({ identity }) => identity === props.identity) ?? sessions[0];
  return (
    <main className="settings identity-panel">
      <PanelHead title={identityWords.title} onBack={props.onBack} />
      <div className="scroll settings-scroll">
        {row === undefined ? (
          <p className="setting-help">{identityWords.nobody}</p>
        ) : (
          <>
            {sessions.length > 1 && (
              <IdentityPick
                names={sessions.map(({ identity }) => identity)}
                shown={row.identity}
                onPick={(identity) => props.onShow('identity', identity)}
              />
            )}
            <About row={row} />
            <DevicesSection
              key={`devices of ${row.identity}`}
              row={row}
              devices={props.snapshot.devices}
            />
            <OwnCodesSection
              key={`codes of ${row.identity}`}
              row={row}
              devices={props.snapshot.devices}
            />
            <KeysSection key={`keys of ${row.identity}`} row={row} snapshot={props.snapshot} />
          </>
        )}
      </div>
    </main>
  );
};
