import { useState, type ReactNode } from 'react';
import { guardLabels, unmarkQuestion } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';
import { productionItem, type Markable } from './production-item.ts';

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
export const useProductionMark = (
  row: Markable & { readonly name: string },
): { readonly item: () => MenuItem; readonly question: ReactNode } => {
  const { ref: target, name, guard } = row;
  const send = useSend();
  const [asking, setAsking] = useState(false);
  return {
    item: () => productionItem(row, send, () => setAsking(true)),
    question: asking && guard !== null && (
      <UnmarkQuestion
        name={name}
        onYes={() => {
          setAsking(false);
          send({ kind: 'mark-production', target, production: false });
        }}
        onNo={() => setAsking(false)}
      />
    ),
  };
};
