import type { UpdatesView } from '../../app/view/updates-view.ts';
import { updateLabels, updatesAbout, updateWords } from '../../app/view/words.ts';
import { useSend, useTick } from '../state/outside.ts';

/** What can be done about a version that is out. */
const Acts = (props: { readonly updates: UpdatesView }) => {
  const { check, installs } = props.updates;
  const send = useSend();
  if (check.kind === 'ready')
    return (
      <button type="button" className="button" onClick={() => send({ kind: 'restart-to-update' })}>
        {updateLabels.restart}
      </button>
    );
  if (check.kind !== 'available') return null;
  return (
    <>
      {installs && (
        <button type="button" className="button" onClick={() => send({ kind: 'download-update' })}>
          {updateLabels.download}
        </button>
      )}
      <button type="button" className="button" onClick={() => send({ kind: 'open-release-page' })}>
        {updateLabels.open}
      </button>
    </>
  );
};

/** New versions: how it stands, and looking for one by hand. */
export const UpdatesBlock = (props: { readonly updates: UpdatesView }) => {
  const { updates } = props;
  const send = useSend();
  const said = useTick((now) => updateWords(updates, now));
  const managed = updates.installed?.kind === 'managed';
  return (
    <div className="setting" data-wide="" data-updates={updates.check.kind}>
      <output className="updates-said">{said}</output>
      <div className="setting-acts">
        {!managed && updates.feed !== null && (
          <button
            type="button"
            className="button"
            aria-disabled={updates.check.kind === 'checking'}
            onClick={() => send({ kind: 'check-updates' })}
          >
            {updateLabels.check}
          </button>
        )}
        <Acts updates={updates} />
      </div>
      {!managed && <p className="setting-help">{updatesAbout.about}</p>}
    </div>
  );
};
