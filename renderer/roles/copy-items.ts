import type { Command } from '../../app/contract.ts';
import { exportForms, type Shell } from '../../app/export/names.ts';
import type { GrantRef } from '../../app/model.ts';
import type { CopiedMark } from '../../app/view/window.ts';
import { formNames, labels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** Copies of a grant for every shell and kind of file, the one in the settings marked; and what takes them back. */
export const copyItems = (
  { ref: target, live }: { readonly ref: GrantRef; readonly live: boolean },
  byDefault: Shell,
  send: (command: Command) => void,
): readonly MenuItem[] => [
  { name: labels.copyExports, onPress: () => send({ kind: 'copy-exports', target }) },
  {
    name: labels.copyFor,
    items: exportForms.map((shell) => ({
      name: formNames[shell],
      ...(shell === byDefault ? { note: labels.byDefault } : {}),
      onPress: () => send({ kind: 'copy-exports', target, shell }),
    })),
  },
  ...(live
    ? [
        {
          name: labels.copyLive,
          onPress: () => send({ kind: 'copy-exports', target, block: 'live' }),
        } as const,
      ]
    : []),
  {
    name: labels.copyClear,
    onPress: () => send({ kind: 'copy-exports', target, block: 'clear' }),
  },
];

/** The same copy once more: for the shell and of the kind that failed. */
export const copyAgain = (target: GrantRef, mark: CopiedMark): Command => {
  if (mark.kind !== 'failed') return { kind: 'copy-exports', target };
  const { form, block } = mark.as;
  return block === 'endpoint'
    ? { kind: 'copy-endpoint', target }
    : { kind: 'copy-exports', target, shell: form, block };
};
