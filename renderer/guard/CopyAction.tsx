import { Copy } from 'lucide-react';
import { HOLD } from '../../app/guard/hold.ts';
import type { GrantRef } from '../../app/model.ts';
import type { GuardMark } from '../../app/view/guard-view.ts';
import { copyLabel, guardLabels, holdToCopyLabel, labels } from '../../app/view/words.ts';
import { Action } from '../parts/Action.tsx';
import { useSend } from '../state/outside.ts';
import { HoldRing } from './HoldRing.tsx';
import { useHold } from './use-hold.ts';

/** Held down for a second it copies; a mere press leads to the question above the list. */
const HoldToCopy = (props: {
  readonly target: GrantRef;
  readonly name: string;
  readonly stop: boolean;
}) => {
  const { target, name } = props;
  const send = useSend();
  const { holding, events } = useHold({
    holdFor: HOLD,
    onDone: (forMs) =>
      send({
        kind: 'copy-exports',
        target,
        confirmed: [{ how: 'held', of: target, forMs, lasts: 'once' }],
      }),
    onShort: () => send({ kind: 'copy-exports', target }),
  });
  return (
    <button
      type="button"
      className="action action-named action-hold"
      aria-label={holdToCopyLabel(name)}
      tabIndex={props.stop ? undefined : -1}
      data-row-main=""
      data-holding={holding ? '' : undefined}
      {...events}
    >
      <span className="action-name" aria-hidden="true">
        {holding ? guardLabels.holding : guardLabels.holdToCopy}
      </span>
      <span className="hold-icon">
        <HoldRing />
        <Copy className="icon icon-small" aria-hidden="true" />
      </span>
    </button>
  );
};

/** The copy of a row: of production it is held down, unless a person has said yes until the session ends. */
export const CopyAction = (props: {
  readonly target: GrantRef;
  readonly name: string;
  readonly guard: GuardMark | null;
  /** Whether Tab stops at it. */
  readonly stop?: boolean;
}) => {
  const { target, name, guard, stop = true } = props;
  const send = useSend();
  return guard === null || guard.answered ? (
    <Action
      icon={Copy}
      name={labels.copyExports}
      label={copyLabel(name)}
      onPress={() => send({ kind: 'copy-exports', target })}
      rowMain
      stop={stop}
    />
  ) : (
    <HoldToCopy target={target} name={name} stop={stop} />
  );
};
