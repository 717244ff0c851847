import { useEffect, useRef, useState } from 'react';
import type { OperationKind } from '../../app/contract-operations.ts';
import type { Failure } from '../../app/failure.ts';
import type { OperationView, WindowSnapshot } from '../../app/view/window.ts';

/** How the operation that this form sent stands; what others sent before is none of its business. */
export type Asked =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'refused'; readonly failures: readonly Failure[] };

const turnOf = (operations: readonly OperationView[]): number =>
  operations.reduce((last, { turn }) => Math.max(last, turn), 0);

/** Follows an operation from its sending to its end; `onDone` when credentials are held. */
export const useOperation = (
  snapshot: WindowSnapshot,
  operation: OperationKind,
  onDone: () => void,
): { readonly asked: Asked; readonly sent: () => void } => {
  const [after, setAfter] = useState<number | null>(null);
  const view =
    after === null
      ? undefined
      : snapshot.operations.find((one) => one.operation === operation && one.turn > after);
  const isDone = view?.kind === 'done';
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    if (isDone) done.current();
  }, [isDone]);
  const isRefused = view?.kind === 'refused';
  useEffect(() => {
    // The next key stroke belongs to the first field that is wrong, which may be out of sight.
    if (isRefused) document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
  }, [isRefused]);
  const sent = (): void => setAfter(turnOf(snapshot.operations));
  if (after === null) return { asked: { kind: 'idle' }, sent };
  return view?.kind === 'refused'
    ? { asked: { kind: 'refused', failures: view.failures }, sent }
    : { asked: { kind: 'running' }, sent };
};
