import { type ComponentProps, useEffect, useState } from 'react';
import type { ConfirmDialog } from './ConfirmDialog.tsx';

type Dialog = typeof ConfirmDialog;

/** A question over the window. Its code comes when the first one is asked: most people never are. */
export const Confirm = (props: ComponentProps<Dialog>) => {
  const [Loaded, setLoaded] = useState<Dialog | null>(null);
  useEffect(() => {
    void import('./ConfirmDialog.tsx').then(({ ConfirmDialog: loaded }) => setLoaded(() => loaded));
  }, []);
  return Loaded === null ? null : <Loaded {...props} />;
};
