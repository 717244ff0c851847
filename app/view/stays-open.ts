import type { Instant } from '../model.ts';
import type { AppState } from '../session/state.ts';
import { askView } from './ask-view.ts';
import { confirmView } from './guard-view.ts';

/**
 * Whether the popover stays when the focus goes elsewhere: a person fetches the code that is asked for from another
 * window, or looks something up before they answer a question that they raised themselves.
 */
export const staysOpen = (state: AppState, now: Instant): boolean =>
  confirmView(state)?.own === true || askView(state, now, (at) => at).kind === 'asked';
