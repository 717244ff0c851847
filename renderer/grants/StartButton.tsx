import { grantsWords } from '../../app/view/words.ts';
import type { Asked } from '../state/use-operation.ts';

/** Sends a form, once. */
export const StartButton = (props: { readonly asked: Asked; readonly disabled?: boolean }) => (
  <div className="form-acts">
    <button
      type="submit"
      className="button button-strong"
      disabled={props.asked.kind === 'running' || props.disabled === true}
    >
      {props.asked.kind === 'running' ? grantsWords.starting : grantsWords.start}
    </button>
  </div>
);
