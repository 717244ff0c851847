import type { GrantRef } from '../../app/model.ts';
import { fileLabels, filePreview, type FileAction } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import { useFiles } from './files-context.ts';

/** Before the first write: what would be put where, and a yes or a no. */
export const FileQuestion = (props: {
  readonly action: FileAction;
  readonly target: GrantRef;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) => {
  const { action } = props;
  const { sentence, lines } = filePreview(action, props.target, useFiles());
  return (
    <section className="question" aria-label={fileLabels[action]}>
      <p>{sentence}</p>
      <pre className="question-lines">{lines.map((line) => `+ ${line}`).join('\n')}</pre>
      <div className="question-ways">
        <button type="button" className="button" onClick={props.onNo}>
          {fileLabels.notNow}
        </button>
        <button type="button" className="button button-strong" ref={focusNew} onClick={props.onYes}>
          {action === 'write' ? fileLabels.confirmWrite : fileLabels.confirmInstall}
        </button>
      </div>
    </section>
  );
};
