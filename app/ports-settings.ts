import type { Detail } from './detail.ts';
import type { Seconds } from './model.ts';
import type { Result } from './result.ts';
import type { LoginEntry } from './session/login-start.ts';
import type { BrokenSettings, SettingName, SettingProblem, Settings } from './settings.ts';

/** How the app's windows look, from now on. */
export type Appearance = {
  use(theme: Settings['theme']): void;
};

/** Whether the system starts the app when its person logs in. The system keeps it, so it is asked, never remembered. */
export type LoginStart = {
  /** The file that says so; null: the system keeps it elsewhere. */
  readonly path: string | null;
  read(): Promise<LoginEntry>;
  /** Fails with the system's word. */
  set(on: boolean): Promise<Result<null, Detail>>;
  /** Calls back after somebody else changed it, where the system tells. */
  watch(changed: () => void): () => void;
};

export type ExchangeProblem =
  /** Something is there already. */
  | { readonly kind: 'exists'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly detail: Detail }
  | { readonly kind: 'not-settings'; readonly path: string; readonly why: BrokenSettings }
  /** Its keys may mean something else than they do here. */
  | {
      readonly kind: 'newer';
      readonly path: string;
      readonly version: number;
      readonly known: number;
    };

export type ReadSettings = {
  readonly path: string;
  /** What the file says, as settings.ini would write it; what it does not name is not in it. */
  readonly values: ReadonlyMap<SettingName, string>;
  /** By name of a role or identity: how long ahead its end is told, in s. */
  readonly leads: ReadonlyMap<string, Seconds>;
  /** What of it cannot be taken. */
  readonly problems: readonly SettingProblem[];
  /**
   * Sections and keys that are none of the settings; and endpoints left unchecked, which no file brings along: anyone on
   * the way could then answer in their place.
   */
  readonly passedOver: readonly string[];
};

/** Settings in files that a person names, absolute or from `~/` on. Nothing of them is secret. */
export type SettingsExchange = {
  /** Resolves to the whole path. Only this user reads the file. */
  write(
    path: string,
    settings: Settings,
    leads: ReadonlyMap<string, Seconds>,
    replace: boolean,
  ): Promise<Result<string, ExchangeProblem>>;
  read(path: string): Promise<Result<ReadSettings, ExchangeProblem>>;
};
