import { RadioTower } from 'lucide-react';
import type { ServedMark } from '../../app/view/served-view.ts';
import { servedLabels, servedWords } from '../../app/view/words.ts';
import { Message } from '../parts/Message.tsx';
import { useTick } from '../state/outside.ts';

/** Beside the name of a row while programs fetch its credentials. */
export const ServedBadge = (props: { readonly served: ServedMark }) =>
  props.served.kind === 'on' && (
    <span className="served" title={servedLabels.served}>
      <RadioTower className="icon icon-small" aria-hidden="true" />
      <span className="hidden-words">{servedLabels.served}</span>
    </span>
  );

const Words = (props: { readonly served: Extract<ServedMark, { readonly kind: 'on' }> }) => {
  const words = useTick((now) => servedWords(props.served, now));
  return <p className="served-words">{words}</p>;
};

/** Under a row: who may fetch its credentials and who last did, or why nobody can. */
export const ServedLine = (props: { readonly served: ServedMark }) => {
  const { served } = props;
  switch (served.kind) {
    case 'off':
      return null;
    case 'on':
      return <Words served={served} />;
    case 'failed':
      return <Message failure={served.failure} retryAt={null} onWay={() => undefined} />;
    default:
      return served satisfies never;
  }
};
