import type { Command } from '../contract.ts';

/** The tray icon's figure (look.md): told apart by shape, not colour. */
export type TrayFigure =
  | { readonly kind: 'none' }
  | { readonly kind: 'active'; readonly eighths: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 }
  | { readonly kind: 'due-soon' }
  | { readonly kind: 'needs-code' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'locked' };

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly label: string }
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly command: Command;
      readonly enabled: boolean;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export type TrayView = {
  readonly figure: TrayFigure;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
};

/** Stem of a figure's picture: `none`, `active-3`, `needs-code`. */
export const trayFigureName = (figure: TrayFigure): string =>
  figure.kind === 'active' ? `active-${figure.eighths}` : figure.kind;
