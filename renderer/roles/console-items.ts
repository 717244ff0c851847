import type { Command } from '../../app/contract.ts';
import type { Failure } from '../../app/failure.ts';
import type { GrantRef } from '../../app/model.ts';
import { consoleLabels, failureWords } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** Signs in to the console as it stands: its home, in the grant's region, for as long as its credentials last. */
export const consoleCommand = (target: GrantRef, how: 'open' | 'copy'): Command => ({
  kind: 'open-console',
  target,
  how,
  destination: null,
  region: null,
  durationSeconds: null,
});

/** What a row's menu offers of the console; where nothing signs in, why not. */
export const consoleItems = (
  row: { readonly ref: GrantRef; readonly noConsole: Failure | null },
  send: (command: Command) => void,
): readonly MenuItem[] =>
  row.noConsole === null
    ? [
        { name: consoleLabels.open, onPress: () => send(consoleCommand(row.ref, 'open')) },
        { name: consoleLabels.copy, onPress: () => send(consoleCommand(row.ref, 'copy')) },
      ]
    : // No instant is in any of these failures.
      [{ name: consoleLabels.open, unavailable: failureWords(row.noConsole, 0).sentence }];
