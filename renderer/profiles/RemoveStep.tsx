import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { dependents } from '../../app/profiles/role-way.ts';
import { dependentsWords, profileLabels as words, removeWords } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';
import { Faults } from '../parts/Faults.tsx';
import { Consent } from './Consent.tsx';
import { focusNew } from '../state/focus-new.ts';
import type { StepProps } from './ProfilesPanel.tsx';
import { useChange } from './use-change.ts';
import { backToList, useWork } from './work.ts';

/** Before a profile goes: who needs it, and the lines that go where a person wrote them. */
export const RemoveStep = (props: StepProps & { readonly name: string }) => {
  const { snapshot, view, name } = props;
  const { change } = useWork();
  const sent = useChange(snapshot, () => change(backToList));
  const needed = dependentsWords(name, dependents(name, entriesByName(view.entries)));
  return (
    <div className="panel-form">
      <p className="form-about">{removeWords(name)}</p>
      {needed !== null && <p className="form-about warn-words">{needed}</p>}
      <Faults failures={sent.failures} />
      {sent.lines.length > 0 ? (
        <Consent name={name} change={sent} removes onNo={() => change(backToList)} />
      ) : (
        <div className="form-acts">
          <button type="button" className="button" onClick={props.onBack}>
            {words.keep}
          </button>
          <Button
            ref={focusNew}
            type="button"
            look="danger"
            rests={sent.running}
            onPress={() => sent.send([{ kind: 'remove', name }])}
          >
            {words.remove}
          </Button>
        </div>
      )}
    </div>
  );
};
