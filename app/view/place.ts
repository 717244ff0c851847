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

/** The popover as a person left it: its size, and where they moved it to, by the display that was on. */
export type Kept = {
  readonly size: Size;
  /** The latest last. Known again by the display's whole: one that is gone or was arranged anew has none. */
  readonly places: readonly KeptPlace[];
};

type KeptPlace = { readonly display: Rectangle; readonly at: Point };

/** Desks, docks and meeting rooms: older ones are forgotten. */
export const MOST_PLACES = 8;

/** A window moved by no more than this from where it had opened, in screen units, was not moved on purpose. */
const MOVED = 8;

/**
 * A screen scaled to 125 % or the like has no pixel where a window's edges should be: they go to whole pixels, outwards,
 * and back to whole units, outwards again. So a window that nobody touched is larger than it was asked to be, by up to
 * this many screen units; taken for a person's wish, it would grow with every opening.
 */
const ROUNDED = 3;

const isSame = (a: Rectangle, b: Rectangle): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/**
 * Where the popover opens: where a person moved it on this very display, else by the tray icon. What is kept may be
 * off the screen by now, when a panel came or the window grew: it is brought wholly inside the work area.
 */
export const reopenPopover = (facts: {
  readonly kept: Kept;
  /** By the tray icon. */
  readonly home: Rectangle;
  readonly display: Display;
}): Rectangle => {
  const { kept, home, display } = facts;
  const { workArea } = display;
  const width = Math.min(kept.size.width, workArea.width);
  const height = Math.min(kept.size.height, workArea.height);
  const place = kept.places.findLast((one) => isSame(one.display, display.bounds)) ?? { at: home };
  return {
    x: clamp(place.at.x, workArea.x, workArea.x + workArea.width - width),
    y: clamp(place.at.y, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  };
};

/** How a window was left. */
export type Left = {
  /** Where it opened. */
  readonly opened: Rectangle;
  readonly bounds: Rectangle;
  /** Where it would have opened by the tray icon. */
  readonly home: Point;
  /** The whole of the display that most of it is on. */
  readonly display: Rectangle;
};

/**
 * What is kept of a window that opened at `opened` and was left at `bounds`; the same object when a person changed
 * nothing. One dragged back to `home`, where it opens by itself, has no place of its own any more.
 */
export const keepPlace = (kept: Kept, left: Left): Kept => {
  const { opened, bounds, home, display } = left;
  const wider = isResized(bounds.width, opened.width);
  const higher = isResized(bounds.height, opened.height);
  const resized = wider || higher;
  // A screen that was too small for it shrank it, or rounded it: nobody wanted that, so only what differs is taken over.
  const size = {
    width: wider ? bounds.width : kept.size.width,
    height: higher ? bounds.height : kept.size.height,
  };
  const moved = isAway(bounds, opened);
  if (!resized && !moved) return kept;
  if (!moved) return { size, places: kept.places };
  const others = kept.places.filter((one) => !isSame(one.display, display));
  const own = isAway(bounds, home) ? [{ display, at: { x: bounds.x, y: bounds.y } }] : [];
  return { size, places: [...others, ...own].slice(-MOST_PLACES) };
};

const isResized = (length: number, opened: number): boolean => Math.abs(length - opened) > ROUNDED;

const isAway = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) > MOVED || Math.abs(a.y - b.y) > MOVED;

/**
 * What became of a window that was to open at `asked` and says to be at `bounds`: it is there; nobody knows where it is
 * (`unknown` says whether such bounds may mean that); or a person took hold of it.
 */
export const settledAs = (
  asked: Rectangle,
  bounds: Rectangle,
  unknown: boolean,
): 'there' | 'lost' | 'taken' => {
  // One that is lost is still as large as it was asked to be.
  if (unknown && !isResized(bounds.width, asked.width)) return 'lost';
  return isAway(bounds, asked) ? 'taken' : 'there';
};
