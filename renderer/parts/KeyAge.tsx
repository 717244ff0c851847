import { keyAgeWords } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

/** How old a key is, once that is worth a word. */
export const KeyAge = (props: { readonly createdAt: number | null }) => {
  const words = useTick((now) => keyAgeWords(props.createdAt, now));
  return words === null ? null : <span className="key-age">{words}</span>;
};
