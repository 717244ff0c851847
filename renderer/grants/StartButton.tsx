import { grantsWords } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';
import type { Asked } from '../state/use-operation.ts';

/** Sends a form, once. */
export const StartButton = (props: { readonly asked: Asked; readonly disabled?: boolean }) => (
  <div className="form-acts">
    <Button
      type="submit"
      look="strong"
      rests={props.asked.kind === 'running' || props.disabled === true}
    >
      {props.asked.kind === 'running' ? grantsWords.starting : grantsWords.start}
    </Button>
  </div>
);
