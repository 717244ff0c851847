import type { Appearance } from '../../app/ports-settings.ts';

/** Light or dark for every window of the app: what pages ask of `prefers-color-scheme`, and what frames look like. */
export const createAppearance = (theme: { themeSource: string }): Appearance => ({
  use: (wanted) => {
    theme.themeSource = wanted;
  },
});
