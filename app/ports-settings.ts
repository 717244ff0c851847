import type { Settings } from './settings.ts';

/** How the app's windows look, from now on. */
export type Appearance = {
  use(theme: Settings['theme']): void;
};
