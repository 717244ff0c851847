import { useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import { consentKey, type ProfileChange } from '../../app/profiles/edit-profiles.ts';
import type { LineChange } from '../../app/profiles/profile-lines.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { useOperation } from '../state/use-operation.ts';
import { useSend } from '../state/outside.ts';

/** A change of profiles that this form sent, and what came of it. */
export type SentChange = {
  readonly send: (changes: readonly ProfileChange[]) => void;
  readonly running: boolean;
  /** Lines of a person's that would change: nothing is done before they are agreed to. */
  readonly lines: readonly LineChange[];
  readonly agree: () => void;
  readonly failures: readonly Failure[];
};

const linesIn = (failures: readonly Failure[]): readonly LineChange[] =>
  failures.flatMap((failure) =>
    failure.kind === 'aws-section' && failure.cause.kind === 'needs-consent'
      ? failure.cause.lines
      : [],
  );

/** Sends changes, asks again with a yes to the lines they are about, and tells when they are done. */
export const useChange = (snapshot: WindowSnapshot, onDone: () => void): SentChange => {
  const send = useSend();
  const [changes, setChanges] = useState<readonly ProfileChange[]>([]);
  const { asked, sent } = useOperation(snapshot, 'change-profiles', onDone);
  const failures = asked.kind === 'refused' ? asked.failures : [];
  const lines = linesIn(failures);
  const post = (wanted: readonly ProfileChange[], agreed: readonly string[]): void => {
    setChanges(wanted);
    sent();
    send({
      kind: 'change-profiles',
      changes: wanted.map((one) =>
        one.kind === 'edit' ? { kind: 'edit', name: one.name, values: { ...one.values } } : one,
      ),
      agreed: [...agreed],
    });
  };
  return {
    send: (wanted) => post(wanted, []),
    running: asked.kind === 'running',
    lines,
    agree: () => post(changes, lines.map(consentKey)),
    failures: lines.length > 0 ? [] : failures,
  };
};
