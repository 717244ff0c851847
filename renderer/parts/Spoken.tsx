import type { WindowSnapshot } from '../../app/view/window.ts';
import { confirmAskedBy, confirmQuestion } from '../../app/view/words.ts';
import type { Utterance } from '../state/hearing.ts';
import { useHearing } from '../state/use-hearing.ts';

/** Each in an element of its own, so that the same words said again are new. */
const Said = (props: { readonly said: readonly Utterance[] }) =>
  props.said.map(({ id, words }) => <span key={id}>{`${words} `}</span>);

/**
 * What is said to those who do not see the window change: rare, polite but for a code that was refused, and each thing
 * once. It stands beside all views, since a code may open another one.
 */
export const Spoken = (props: { readonly snapshot: WindowSnapshot }) => {
  const { confirm } = props.snapshot;
  const said = useHearing();
  return (
    <div className="spoken">
      <output className="hidden-words">
        {confirm !== null && confirm.by !== null
          ? `${confirmQuestion(confirm)} ${confirmAskedBy(confirm) ?? ''}`
          : ''}
      </output>
      <output className="hidden-words" aria-atomic="false">
        <Said said={said.filter(({ urgent }) => !urgent)} />
      </output>
      <div className="hidden-words" role="alert" aria-atomic="false">
        <Said said={said.filter(({ urgent }) => urgent)} />
      </div>
    </div>
  );
};
