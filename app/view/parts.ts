import type { WindowSnapshot } from './window.ts';

/** Every part of a picture but its number, by name. */
const partNames = {
  platform: true,
  language: true,
  stage: true,
  ask: true,
  confirm: true,
  lock: true,
  sessions: true,
  groups: true,
  marks: true,
  made: true,
  operations: true,
  keys: true,
  problems: true,
  needsYouAt: true,
  set: true,
  clipboard: true,
  keyForm: true,
  assertion: true,
  found: true,
  doctor: true,
  globalShortcut: true,
  ledger: true,
  profiles: true,
  lab: true,
  updates: true,
  toldError: true,
  details: true,
  settings: true,
  connection: true,
  devices: true,
  skew: true,
  go: true,
} as const satisfies Readonly<Record<Exclude<keyof WindowSnapshot, 'revision'>, true>>;

const isName = (name: string): name is keyof typeof partNames => Object.hasOwn(partNames, name);
const names = Object.keys(partNames).filter(isName);

/** What JSON brings back as it was; a property that is undefined comes back as none. */
type Json<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends (...given: never[]) => unknown
    ? never
    : T extends object
      ? { readonly [K in keyof T]: Json<T[K]> }
      : never;

/** Parts of a picture, each as JSON, by name. */
export type Texts = Readonly<Record<string, string>>;

/**
 * What travels to a window: the parts of the picture with this number that its page does not have yet. As texts,
 * since objects would be copied one by one on the way through the bridge, all thousand rows for the smallest change;
 * and what did not change stays the same object in the page, which then has nothing to draw.
 */
export type Parts = { readonly revision: number; readonly texts: Texts };

/** A picture in parts. */
export const partsOf = (picture: Json<WindowSnapshot>): Texts =>
  Object.fromEntries(names.map((name) => [name, JSON.stringify(picture[name])]));

/** What a page that has `before` lacks of `after`. */
export const changedParts = (before: Texts, after: Texts): Texts =>
  Object.fromEntries(Object.entries(after).filter(([name, text]) => before[name] !== text));

/** What a page has: the number of each part, and the parts themselves. */
export type Held = {
  readonly revisions: ReadonlyMap<string, number>;
  readonly picture: Partial<WindowSnapshot> & { readonly revision: number };
};

export const nothingHeld: Held = { revisions: new Map(), picture: { revision: -1 } };

/** Takes parts in. They may come in any order: of each part the highest number stays. */
export const takeIn = (held: Held, { revision, texts }: Parts): Held => {
  const newer = Object.entries(texts).filter(
    ([name]) => isName(name) && (held.revisions.get(name) ?? -1) < revision,
  );
  if (newer.length === 0) return held;
  return {
    revisions: new Map([...held.revisions, ...newer.map(([name]) => [name, revision] as const)]),
    picture: {
      ...held.picture,
      ...Object.fromEntries(newer.map(([name, text]) => [name, JSON.parse(text)])),
      revision: Math.max(held.picture.revision, revision),
    },
  };
};

/** True once no part is missing. */
export const isWhole = (picture: Partial<WindowSnapshot>): picture is WindowSnapshot =>
  names.every((name) => Object.hasOwn(picture, name));
