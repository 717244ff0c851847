/** Rectangles and points in screen units, as Electron's `screen` gives them. */
export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Rectangle = Point & Size;

/** A display: its whole, and what panels and docks leave of it. */
export type Display = { readonly bounds: Rectangle; readonly workArea: Rectangle };

type Edge = 'top' | 'bottom' | 'left' | 'right';

/** Between the popover and the edge of the work area. */
const GAP = 4;

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most));

/** How much of each side panels take. */
const insets = ({ bounds, workArea }: Display): Readonly<Record<Edge, number>> => ({
  top: workArea.y - bounds.y,
  bottom: bounds.y + bounds.height - workArea.y - workArea.height,
  left: workArea.x - bounds.x,
  right: bounds.x + bounds.width - workArea.x - workArea.width,
});

/** The side the tray is at: the one whose panel holds the anchor, else the one with the deepest panel. */
const trayEdge = (anchor: Point, display: Display): Edge | null => {
  const { workArea } = display;
  if (anchor.y < workArea.y) return 'top';
  if (anchor.y >= workArea.y + workArea.height) return 'bottom';
  if (anchor.x < workArea.x) return 'left';
  if (anchor.x >= workArea.x + workArea.width) return 'right';
  const taken = insets(display);
  const edges: readonly Edge[] = ['top', 'bottom', 'left', 'right'];
  const deepest = edges.reduce((best, edge) => (taken[edge] > taken[best] ? edge : best));
  return taken[deepest] > 0 ? deepest : null;
};

/**
 * Where the popover goes: by the tray icon when the desktop says where that is, else by the panel on the pointer's
 * display, else at the pointer; wholly inside the work area, and shrunk to it when that is smaller.
 */
export const placePopover = (facts: {
  readonly size: Size;
  /** The icon's rectangle; null or empty where the desktop does not tell (Linux). */
  readonly tray: Rectangle | null;
  readonly pointer: Point;
  /** The display of the icon, or of the pointer. */
  readonly display: Display;
}): Rectangle => {
  const { tray, pointer, display } = facts;
  const { workArea } = display;
  const width = Math.min(facts.size.width, workArea.width);
  const height = Math.min(facts.size.height, workArea.height);
  const known = tray !== null && tray.width > 0 && tray.height > 0;
  const anchor = known ? { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 } : pointer;
  const edge = trayEdge(anchor, display);

  const least = { x: workArea.x, y: workArea.y };
  const most = {
    x: workArea.x + workArea.width - width,
    y: workArea.y + workArea.height - height,
  };
  const centred = { x: anchor.x - width / 2, y: anchor.y - height / 2 };
  const wanted = (() => {
    switch (edge) {
      case 'top':
        return { x: centred.x, y: least.y + GAP };
      case 'bottom':
        return { x: centred.x, y: most.y - GAP };
      case 'left':
        return { x: least.x + GAP, y: centred.y };
      case 'right':
        return { x: most.x - GAP, y: centred.y };
      case null:
        return anchor;
    }
  })();
  return {
    x: Math.round(clamp(wanted.x, least.x, most.x)),
    y: Math.round(clamp(wanted.y, least.y, most.y)),
    width,
    height,
  };
};
