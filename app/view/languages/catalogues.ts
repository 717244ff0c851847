// Written by the build: another language is a catalogue in this folder, and nothing else.
export const catalogues = [
  {
    code: 'de',
    name: 'Deutsch',
    direction: 'ltr',
    load: async () => (await import('./de.json', { with: { type: 'json' } })).default.messages,
  },
] as const;
