import {
  Clock,
  FileWarning,
  KeyRound,
  Lock,
  Settings,
  ShieldOff,
  TriangleAlert,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Command } from '../../app/contract.ts';
import type { Problem } from '../../app/view/window.ts';
import { importLabel, labels, problemWords } from '../../app/view/words.ts';
import { Disclosure } from '../parts/Disclosure.tsx';
import { useSend } from '../state/outside.ts';

const icons: Readonly<Record<Problem['kind'], LucideIcon>> = {
  vault: Lock,
  'aws-file': FileWarning,
  profile: FileWarning,
  setting: Settings,
  'state-file': TriangleAlert,
  importable: KeyRound,
  'unchecked-endpoint': ShieldOff,
  clock: Clock,
};

const commandOf = (problem: Problem): Command | null => {
  const { does } = problemWords(problem);
  switch (does) {
    case 'retry-vault':
      return { kind: 'retry-vault' };
    case 'open-config':
      return { kind: 'open-config-file' };
    case 'open-settings-file':
      return { kind: 'open-settings-file' };
    case 'reload-files':
      return { kind: 'reload-files' };
    case 'import':
      return problem.kind === 'importable'
        ? { kind: 'import-identity', profile: problem.profile }
        : null;
    case null:
      return null;
  }
};

/** One thing that is wrong or offered: a sentence and a button. */
export const ProblemLine = (props: { readonly problem: Problem }) => {
  const { problem } = props;
  const send = useSend();
  const Icon = icons[problem.kind];
  const words = problemWords(problem);
  const command = commandOf(problem);
  return (
    <li className="problem" data-problem={problem.kind}>
      <Icon className="icon problem-icon" aria-hidden="true" />
      <div className="message-body">
        <p>{words.sentence}</p>
      </div>
      {command !== null && words.label !== null && (
        <button
          type="button"
          className="button"
          aria-label={problem.kind === 'importable' ? importLabel(problem.profile) : undefined}
          onClick={() => send(command)}
        >
          {words.label}
        </button>
      )}
      {words.detail !== null && <Disclosure summary={labels.whatAwsSaid} text={words.detail} />}
    </li>
  );
};
