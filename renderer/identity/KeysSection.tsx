import type { SessionRow, WindowSnapshot } from '../../app/view/window.ts';

/** The access keys of an identity. */
export const KeysSection = (_props: {
  readonly row: SessionRow;
  readonly snapshot: WindowSnapshot;
}) => null;
