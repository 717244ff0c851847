import { FileCheck, TriangleAlert, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import type { OperationView } from '../../app/view/window.ts';
import {
  failureWords,
  fileLabels,
  fileOutcomeHelp,
  fileOutcomeWords,
  type FileOutcome,
} from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

const KINDS: ReadonlySet<OperationView['operation']> = new Set([
  'write-profile',
  'install-live',
  'uninstall-live',
  'undo-write',
  'change-profiles',
  'share-profiles',
]);

const lastOf = (operations: readonly OperationView[]): OperationView | undefined =>
  operations
    .filter(({ operation }) => KINDS.has(operation))
    .toSorted((one, other) => other.turn - one.turn)[0];

const fileOutcomeOf = (view: OperationView): FileOutcome | null => {
  if (view.kind !== 'done') return null;
  const { outcome } = view;
  switch (outcome.kind) {
    case 'written':
    case 'installed':
    case 'uninstalled':
    case 'undone':
    case 'profiles-changed':
    case 'shared':
      return outcome;
    default:
      return null;
  }
};

const isToldInForm = (failure: Failure): boolean =>
  failure.kind === 'profile-field' ||
  (failure.kind === 'aws-section' && failure.cause.kind === 'needs-consent');

/** What became of the last write into an AWS file, with the way back; until it is closed or the window opens anew. */
export const FileLine = (props: {
  readonly operations: readonly OperationView[];
  readonly shown: number;
}) => {
  const send = useSend();
  const last = lastOf(props.operations);
  const [closed, setClosed] = useState({ turn: last?.turn ?? 0, shown: props.shown });
  if (closed.shown !== props.shown) setClosed({ turn: last?.turn ?? 0, shown: props.shown });
  if (last === undefined || last.turn <= closed.turn || last.kind === 'running') return null;
  const outcome = fileOutcomeOf(last);
  const [failure] = last.kind === 'refused' ? last.failures : [];
  // Told where it was asked for, at its field or with the lines it is about.
  if (failure !== undefined && isToldInForm(failure)) return null;
  const help = outcome === null ? null : fileOutcomeHelp(outcome);
  const words =
    outcome === null
      ? failure && failureWords(failure, 0).sentence
      : fileOutcomeWords(outcome).replace(/^./, (letter) => letter.toUpperCase());
  return (
    <section className="file-line" aria-label={fileLabels.heading} data-outcome={outcome?.kind}>
      {outcome === null ? (
        <TriangleAlert className="icon message-icon" aria-hidden="true" />
      ) : (
        <FileCheck className="icon file-line-icon" aria-hidden="true" />
      )}
      <output className="file-line-words">
        <span title={outcome?.path}>{words}</span>
        {help !== null && <span className="row-sub">{help}</span>}
      </output>
      {outcome !== null && outcome.kind !== 'undone' && outcome.kind !== 'shared' && (
        <button type="button" className="button" onClick={() => send({ kind: 'undo-write' })}>
          <Undo2 className="icon icon-small" aria-hidden="true" />
          {fileLabels.undo}
        </button>
      )}
      <button
        type="button"
        className="action"
        aria-label={fileLabels.dismiss}
        title={fileLabels.dismiss}
        onClick={() => setClosed({ turn: last.turn, shown: props.shown })}
      >
        <X className="icon" aria-hidden="true" />
      </button>
    </section>
  );
};
