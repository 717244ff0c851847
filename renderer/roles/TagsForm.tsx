import { useRef, useState } from 'react';
import type { GrantRef } from '../../app/model.ts';
import { listLabels } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import { useSend, useTags } from '../state/outside.ts';
import { focusRow } from '../state/focus-row.ts';
import { splitTags, withTag } from './tags.ts';

/** The person's own tags of a row: typed, or picked from those of other rows. */
export const TagsForm = (props: {
  readonly target: GrantRef;
  readonly tags: readonly string[];
  readonly onDone: () => void;
}) => {
  const send = useSend();
  const [text, setText] = useState(props.tags.join(', '));
  const known = useTags();
  const form = useRef<HTMLFormElement>(null);
  const done = (): void => {
    // The form goes with its focus, which the row had before.
    focusRow(form.current);
    props.onDone();
  };
  const typed = splitTags(text).map((tag) => tag.toLowerCase());
  return (
    <form
      ref={form}
      className="tags-form"
      onSubmit={(event) => {
        event.preventDefault();
        send({ kind: 'tag', target: props.target, tags: [...splitTags(text)] });
        done();
      }}
    >
      <input
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          done();
        }}
        className="field"
        aria-label={listLabels.tags}
        placeholder={listLabels.tags}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
        ref={focusNew}
      />
      {known.length > 0 && (
        <div className="tags-known">
          {known.map((tag) => {
            const on = typed.includes(tag.toLowerCase());
            return (
              <button
                key={tag}
                type="button"
                className="own-tag"
                title={tag}
                aria-pressed={on}
                onClick={() => setText(withTag(text, tag, !on))}
              >
                {tag}
              </button>
            );
          })}
        </div>
      )}
      <div className="tags-acts">
        <button type="submit" className="button button-strong">
          {listLabels.saveTags}
        </button>
        <button type="button" className="button" onClick={done}>
          {listLabels.cancelTags}
        </button>
      </div>
    </form>
  );
};
