import { useState, type ReactNode } from 'react';
import type { GrantRef } from '../../app/model.ts';
import type { GuardMark } from '../../app/view/guard-view.ts';
import { guardLabels, unmarkQuestion } from '../../app/view/words.ts';
import type { MenuAct } from '../parts/MenuList.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

/** Before the guard goes for good: what that means, and a no that has the focus. */
const UnmarkQuestion = (props: {
  readonly name: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) => (
  <section className="question" aria-label={guardLabels.unmark}>
    <p className="question-words">{unmarkQuestion(props.name)}</p>
    <div className="question-ways">
      <button type="button" className="button" ref={focusNew} onClick={props.onNo}>
        {guardLabels.keepMark}
      </button>
      <button type="button" className="button button-danger" onClick={props.onYes}>
        {guardLabels.takeMark}
      </button>
    </div>
  </section>
);

/**
 * What a person says of a row: that it is production, or is not. It becomes a rule in the settings, so one click may
 * put the guard up, and taking it down is asked about first.
 */
export const useProductionMark = (row: {
  readonly ref: GrantRef;
  readonly name: string;
  readonly guard: GuardMark | null;
}): { readonly item: MenuAct; readonly question: ReactNode } => {
  const { ref: target, name, guard } = row;
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const mark = (production: boolean): void => send({ kind: 'mark-production', target, production });
  return {
    item:
      guard === null
        ? { name: guardLabels.mark, onPress: () => mark(true) }
        : { name: guardLabels.unmark, onPress: () => setAsking(true) },
    question: asking && guard !== null && (
      <UnmarkQuestion
        name={name}
        onYes={() => {
          setAsking(false);
          mark(false);
        }}
        onNo={() => setAsking(false)}
      />
    ),
  };
};
