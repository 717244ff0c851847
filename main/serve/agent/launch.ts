import { resolve } from 'node:path';

/** Says that a helper starts the app: no window comes up for it. */
export const IN_BACKGROUND = '--background';

/** Says that a key of the desktop starts the app: the next keys are the name of a role. */
export const FOR_SEARCH = '--search';

/**
 * How this app is started once more: the same program with the same arguments. An AppImage runs from a place that is
 * another one next time, and names the file it came from in the environment.
 */
export const launchOf = (facts: {
  readonly execPath: string;
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}): readonly string[] => {
  const program = facts.env['APPIMAGE'] || facts.execPath;
  const switches = facts.argv.slice(1).map((word) => (word.startsWith('-') ? word : resolve(word)));
  const kept = switches.filter((word) => word !== IN_BACKGROUND && word !== FOR_SEARCH);
  return [program, ...kept, IN_BACKGROUND];
};
