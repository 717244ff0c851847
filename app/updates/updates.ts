import type { FileProblem } from '../ports.ts';
import type { Instant } from '../model.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings.ts';
import type { InstallFacts } from './installed.ts';

/** Why nothing is known of new versions, or one was not put in. */
export type UpdateCause =
  /** The server is not there; `code` as Chromium or the system has it. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  /** It has no list of this channel for this system. */
  | { readonly kind: 'no-list'; readonly host: string }
  | { readonly kind: 'status'; readonly host: string; readonly status: number }
  /** What it answered names no version. */
  | { readonly kind: 'broken-list'; readonly host: string }
  /** The download of a version began, and then nothing more came. */
  | { readonly kind: 'stalled'; readonly host: string; readonly version: string }
  /** What was downloaded is not what the list says, or not signed by us. */
  | { readonly kind: 'not-genuine'; readonly version: string }
  | { readonly kind: 'not-installed'; readonly code: string };

/** What the server says. */
export type Release = {
  /** The newest version of the channel. */
  readonly version: string;
  /** Whether it is newer than this one. */
  readonly newer: boolean;
};

/** What is kept from one run to the next. */
export type UpdateNotes = {
  readonly checkedAt: Instant | null;
  /** The version that was told by a notice; null: none. */
  readonly told: string | null;
};

export type UpdateSettings = Pick<
  Settings,
  'updatesChannel' | 'proxy' | 'proxyUser' | 'noProxy' | 'callTimeout'
>;

/** New versions, by electron-updater. Nothing of it is loaded before it is asked. */
export type Updates = {
  readonly version: string;
  facts(): Promise<InstallFacts>;
  /** The server that this build was made for; null: none. */
  builtInFeed(): Promise<string | null>;
  load(): Promise<Result<UpdateNotes | null, FileProblem>>;
  save(notes: UpdateNotes): Promise<Result<null, FileProblem>>;
  check(feed: string, settings: UpdateSettings): Promise<Result<Release, UpdateCause>>;
  /** Downloads what `check` found, and checks its signature; it is put in when the app ends. */
  download(): Promise<Result<null, UpdateCause>>;
  /** Ends the app and starts the new version. */
  restart(): void;
};
