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
  /** Beside the icon, where the desktop has room for it and a person wants it; '' for none. */
  readonly text: string;
  readonly menu: readonly TrayItem[];
};

/** Stem of a figure's picture: `none`, `active-3`, `needs-code`. */
export const trayFigureName = (figure: TrayFigure): string =>
  figure.kind === 'active' ? `active-${figure.eighths}` : figure.kind;

/** What the tray shows, each part in a form that can be compared. */
export type TrayShown = {
  readonly picture: string;
  readonly tooltip: string;
  readonly text: string;
  readonly menu: string;
};

/** `picture` names the figure's picture as it is drawn here: its theme and size belong to it. */
export const trayShown = (view: TrayView, picture: string): TrayShown => ({
  picture,
  tooltip: view.tooltip,
  text: view.text,
  menu: JSON.stringify(view.menu),
});

/**
 * Which parts have to be touched. A desktop draws each anew when it is set, even to what it was, and an open menu
 * closes: so nothing is touched that did not change.
 */
export const trayTouches = (
  before: TrayShown | null,
  after: TrayShown,
): readonly (keyof TrayShown)[] =>
  (['picture', 'tooltip', 'text', 'menu'] as const).filter(
    (part) => before === null || before[part] !== after[part],
  );
