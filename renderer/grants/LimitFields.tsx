import { useState } from 'react';
import { grantsWords as words } from '../../app/view/words.ts';
import { TextField } from '../form/TextField.tsx';
import { TextArea } from '../parts/TextArea.tsx';
import { faultAt } from './faults.ts';
import { typed, typedDuration } from './typed.ts';
import type { Asked } from '../state/use-operation.ts';

/** Arguments that these fields show, and so their faults. */
export const LIMITS = ['Policy', 'DurationSeconds'] as const;

/** What narrows credentials: for how long they last, and what a policy leaves of them. */
export type Limits = {
  readonly duration: string;
  readonly policy: string;
  readonly set: (change: { readonly duration?: string; readonly policy?: string }) => void;
  /** As a command takes them; null: the duration is none. */
  readonly chosen: {
    readonly durationSeconds: number | null;
    readonly policy: string | null;
    readonly policyArns: string[];
  } | null;
};

export const useLimits = (): Limits => {
  const [text, setText] = useState({ duration: '', policy: '' });
  const { duration, policy } = text;
  const long = typedDuration(duration);
  return {
    duration,
    policy,
    set: (change) => setText({ ...text, ...change }),
    chosen: long.ok
      ? { durationSeconds: long.seconds, policy: typed(policy), policyArns: [] }
      : null,
  };
};

export const LimitFields = (props: {
  readonly limits: Limits;
  readonly asked: Asked;
  readonly policy: { readonly label: string; readonly help: string };
  readonly durationHelp: string;
}) => {
  const { limits, asked, policy } = props;
  return (
    <>
      <TextArea
        {...policy}
        error={faultAt(asked, 'Policy')}
        value={limits.policy}
        onValue={(text) => limits.set({ policy: text })}
      />
      <TextField
        name="duration"
        label={words.duration}
        help={props.durationHelp}
        error={limits.chosen === null ? words.wrongDuration : faultAt(asked, 'DurationSeconds')}
        value={limits.duration}
        onValue={(text) => limits.set({ duration: text })}
      />
    </>
  );
};
