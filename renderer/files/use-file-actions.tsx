import { useState, type ReactNode } from 'react';
import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import { fileLabels, type FileAction } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';
import { useSend } from '../state/outside.ts';
import { useFiles } from './files-context.ts';
import { FileQuestion } from './FileQuestion.tsx';

const commandOf = (action: FileAction, target: GrantRef): Command =>
  action === 'install'
    ? { kind: 'install-live', target, profile: null }
    : {
        kind: 'write-profile',
        target,
        profile: null,
        file: null,
        replace: false,
        backup: true,
      };

/** What a row's menu offers of the AWS files, and the question before the first time. */
export const useFileActions = (
  target: GrantRef,
  /** Whether there are credentials to write. */
  valid: boolean,
): { readonly items: () => readonly MenuItem[]; readonly question: ReactNode } => {
  const send = useSend();
  const { agreed } = useFiles();
  const [asking, setAsking] = useState<FileAction | null>(null);
  const act = (action: FileAction): void =>
    agreed ? send(commandOf(action, target)) : setAsking(action);
  const answer = (yes: boolean): void => {
    if (yes && asking !== null) send(commandOf(asking, target));
    setAsking(null);
  };
  const item = (action: FileAction): MenuItem => ({
    name: fileLabels[action],
    onPress: () => act(action),
  });
  return {
    items: () => [...(valid ? [item('write')] : []), item('install')],
    question: asking !== null && (
      <FileQuestion
        action={asking}
        target={target}
        onYes={() => answer(true)}
        onNo={() => answer(false)}
      />
    ),
  };
};
