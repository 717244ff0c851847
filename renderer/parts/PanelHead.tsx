import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { labels } from '../../app/view/words.ts';

/** The head of a panel that stands in the list's place: its title, and the way back. */
export const PanelHead = (props: {
  readonly title: string;
  readonly onBack: () => void;
  /** What stands at its other end. */
  readonly children?: ReactNode;
}) => (
  <header className="bar panel-head">
    <button
      type="button"
      data-focus="back"
      className="action"
      aria-label={labels.back}
      title={labels.back}
      onClick={props.onBack}
    >
      <ChevronLeft className="icon icon-onward" aria-hidden="true" />
    </button>
    <h1>{props.title}</h1>
    {props.children}
  </header>
);
