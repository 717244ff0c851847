import { profileLabels as words } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';

/** Leaves a form, or sends it. */
export const FormActs = (props: {
  readonly send: string;
  /** There is nothing to send yet, or it is on its way. */
  readonly disabled: boolean;
  readonly onCancel: () => void;
}) => (
  <div className="form-acts">
    <button type="button" className="button" onClick={props.onCancel}>
      {words.cancel}
    </button>
    <Button type="submit" look="strong" rests={props.disabled}>
      {props.send}
    </Button>
  </div>
);
