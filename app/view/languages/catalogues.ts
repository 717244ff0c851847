// Written by the build: another language is a catalogue in this folder, and nothing else.
import de from './de.json' with { type: 'json' };

export const catalogues = [de] as const;
