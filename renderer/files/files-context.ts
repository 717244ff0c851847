import { createContext, use } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';

/** What rows need to know of the AWS files. */
export type Files = {
  readonly config: string;
  readonly credentials: string;
  /** Whether a person has said yes to a write since the app started. */
  readonly agreed: boolean;
};

export const FilesContext = createContext<Files>({ config: '', credentials: '', agreed: false });

export const useFiles = (): Files => use(FilesContext);

/** Said yes to: one of them was done. */
export const agreedIn = (snapshot: WindowSnapshot): boolean =>
  snapshot.operations.some(
    ({ operation, kind }) =>
      kind === 'done' && (operation === 'write-profile' || operation === 'install-live'),
  );
