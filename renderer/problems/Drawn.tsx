import type { Phase } from '../../app/view/window.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { Fob } from '../parts/Fob.tsx';

/** A state that takes the list's place: the figure, one sentence, one button. */
export const Drawn = (props: {
  readonly state: string;
  readonly phase: Phase;
  readonly title: string;
  readonly sentence: string;
  readonly label: string;
  readonly onPress: () => void;
  readonly quiet?: boolean;
  readonly detail?: { readonly summary: string; readonly text: string } | null;
}) => (
  <section className="drawn" data-state={props.state} aria-label={props.title}>
    <Fob phase={props.phase} large />
    <h2>{props.title}</h2>
    <p>{props.sentence}</p>
    <button
      type="button"
      className={props.quiet === true ? 'button' : 'button button-strong'}
      // Where no search is, this is where keys go; a page where nothing has the focus gets none.
      data-focus={props.state === 'no-match' ? undefined : 'main'}
      onClick={props.onPress}
    >
      {props.label}
    </button>
    {props.detail !== undefined && props.detail !== null && (
      <Disclosure summary={props.detail.summary} text={props.detail.text} />
    )}
  </section>
);
