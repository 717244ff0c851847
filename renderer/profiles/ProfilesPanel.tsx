import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react';
import type { ProfilesView } from '../../app/view/profiles-view.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { formTitle, profileLabels as words, removeTitle } from '../../app/view/words.ts';
import { FileLine } from '../files/FileLine.tsx';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { Search } from '../parts/Search.tsx';
import { useSend } from '../state/outside.ts';
import { useShown } from '../state/use-shown.ts';
import { AdoptForm } from './AdoptForm.tsx';
import { BulkForm } from './BulkForm.tsx';
import { focusNew } from '../state/focus-new.ts';
import { ProfileList } from './ProfileList.tsx';
import { RemoveStep } from './RemoveStep.tsx';
import { RoleForm } from './RoleForm.tsx';
import { ShareForm } from './ShareForm.tsx';
import { backToList, editing, emptyForm, isTyped, stepBack, useWork, type Step } from './work.ts';

export type StepProps = {
  readonly snapshot: WindowSnapshot;
  readonly view: Extract<ProfilesView, { readonly kind: 'open' }>;
  readonly onBack: () => void;
};

const NONE: WindowSnapshot['operations'] = [];

const titleOf = (step: Step): string => {
  switch (step.kind) {
    case 'list':
      return words.title;
    case 'form':
      return formTitle(step.original);
    case 'remove':
      return removeTitle(step.name);
    case 'bulk':
      return words.many;
    case 'share':
      return words.share;
    case 'adopt':
      return words.adopt;
  }
};

const stepOf = (step: Exclude<Step, { readonly kind: 'list' }>, props: StepProps): ReactNode => {
  switch (step.kind) {
    case 'form':
      return <RoleForm key={step.original} {...props} original={step.original} />;
    case 'remove':
      return <RemoveStep key={step.name} {...props} name={step.name} />;
    case 'bulk':
      return <BulkForm {...props} />;
    case 'share':
      return <ShareForm {...props} />;
    case 'adopt':
      return <AdoptForm {...props} />;
  }
};

/** Leaving would lose what was typed. */
const Leaving = () => {
  const { change } = useWork();
  // Whoever goes on types on where they were.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
  return (
    <section className="question leaving" aria-label={words.loseTyped}>
      <p>{words.loseTyped}</p>
      <div className="question-ways">
        <button type="button" className="button" onClick={() => change(backToList)}>
          {words.discard}
        </button>
        <button
          type="button"
          className="button button-strong"
          ref={focusNew}
          onClick={() => change({ leaving: false })}
        >
          {words.goOn}
        </button>
      </div>
    </section>
  );
};

const Ways = () => {
  const { change } = useWork();
  const go = (step: Step): void => change({ step, form: emptyForm, before: emptyForm });
  return (
    <div className="profile-ways">
      <button
        type="button"
        className="button button-strong"
        onClick={() => go({ kind: 'form', original: null })}
      >
        {words.add}
      </button>
      <button type="button" className="button" onClick={() => go({ kind: 'bulk' })}>
        {words.many}
      </button>
      <button type="button" className="button" onClick={() => go({ kind: 'share' })}>
        {words.share}
      </button>
      <button type="button" className="button" onClick={() => go({ kind: 'adopt' })}>
        {words.adopt}
      </button>
    </div>
  );
};

/** A command may name the profile to edit; what is being typed meanwhile stays. */
const useWanted = (name: string | null, view: ProfilesView): void => {
  const { work, change } = useWork();
  const taken = useRef<string | null>(null);
  useEffect(() => {
    if (name === null || name === taken.current || view.kind !== 'open') return;
    taken.current = name;
    const entry = view.entries.find((one) => one.name === name);
    const edits = entry?.kind === 'role' && entry.line !== null && !isTyped(work);
    if (edits) change(editing(entry));
  }, [name, view, work, change]);
};

/** One step back within, before the panel's own way out of it hears of the key. */
const useEscape = (inside: boolean, back: () => void): void => {
  useEffect(() => {
    if (!inside) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      back();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [inside, back]);
};

/** The profiles of the AWS files: looked through, added, changed, shared. */
export const ProfilesPanel = (props: PanelProps) => {
  const { snapshot, query, onQuery } = props;
  const { profiles: view, operations } = snapshot;
  const { work, change } = useWork();
  const { step } = work;
  const send = useSend();
  const shown = useShown();
  const settled = useDeferredValue(query);
  useEffect(() => {
    send({ kind: 'look-at-profiles' });
    return () => send({ kind: 'leave-profiles' });
  }, [send]);
  useWanted(props.identity, view);
  const back = (): void => (step.kind === 'list' ? props.onBack() : change(stepBack(work)));
  useEscape(step.kind !== 'list', back);
  return (
    <main className="settings profiles">
      <PanelHead title={titleOf(step)} onBack={back} />
      {step.kind === 'list' && <Search query={query} onQuery={onQuery} label={words.search} />}
      {/* Always there, so that what came of a step is told once the list is back. */}
      <FileLine operations={step.kind === 'list' ? operations : NONE} shown={shown} />
      {work.leaving && <Leaving />}
      {step.kind === 'list' && <Ways />}
      <div className="scroll settings-scroll">
        {view.kind === 'open' &&
          (step.kind === 'list' ? (
            <ProfileList entries={view.entries} query={settled} />
          ) : (
            stepOf(step, { snapshot, view, onBack: back })
          ))}
      </div>
    </main>
  );
};
