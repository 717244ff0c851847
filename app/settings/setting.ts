import type { Decoded } from './decoders.ts';
import type { Section } from './sections.ts';

/** One setting: where it stands in settings.ini, and what it may be. */
export type Setting<T> = {
  readonly section: Section;
  /** Its key in that section. */
  readonly key: string;
  /** What the template of settings.ini says above it. */
  readonly says: string;
  /** In force where the file says nothing, or nothing that can be taken. */
  readonly standard: T;
  readonly decode: (text: string) => Decoded<T>;
};

/** The settings of one section of settings.ini; what the decoder makes is what the setting holds. */
export const settingOf =
  (section: Section) =>
  <T>(entry: {
    readonly key: string;
    readonly says: string;
    readonly standard: NoInfer<T>;
    readonly decode: (text: string) => Decoded<T>;
  }): Setting<T> => ({ section, ...entry });
