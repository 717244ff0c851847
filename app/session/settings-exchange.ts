import type { Seconds } from '../model.ts';
import type { ExchangeProblem } from '../ports-settings.ts';
import type { SettingName, SettingProblem } from '../settings.ts';
import type { AppState } from './state.ts';

/** One setting that another file has otherwise, as settings.ini writes both. */
export type SettingChange = {
  readonly name: SettingName;
  readonly from: string;
  readonly to: string;
};

/** How long ahead the end of one role or identity is told that another file has otherwise, in s; null: as usual. */
export type LeadChange = {
  readonly name: string;
  readonly from: Seconds | null;
  readonly to: Seconds;
};

/** Settings on their way into another file or out of one. */
export type ExchangeState =
  | { readonly kind: 'none' }
  | { readonly kind: 'exported'; readonly path: string }
  /** A file was read: what it would change, and what of it cannot be taken. Nothing is changed yet. */
  | {
      readonly kind: 'offered';
      readonly path: string;
      readonly changes: readonly SettingChange[];
      readonly leads: readonly LeadChange[];
      readonly problems: readonly SettingProblem[];
      readonly passedOver: readonly string[];
    }
  | { readonly kind: 'taken'; readonly path: string; readonly count: number }
  | { readonly kind: 'failed'; readonly problem: ExchangeProblem };

export type ExchangeEvent = {
  readonly kind: 'settings-exchange';
  readonly exchange: ExchangeState;
};

export const withExchange = (state: AppState, { exchange }: ExchangeEvent): AppState => ({
  ...state,
  exchange,
});
