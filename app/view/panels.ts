/** The panels that stand in the list's place, each with a way back; a command can lead to any of them. */
export const panels = [
  'settings',
  'ledger',
  'identity',
  'grants',
  'doctor',
  'found',
  'explain',
  'profiles',
  'lab',
  'shortcuts',
  'timeline',
] as const;
export type Panel = (typeof panels)[number];

export const isPanel = (name: string): name is Panel =>
  panels.some((panel: string) => panel === name);
