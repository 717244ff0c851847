import { completionsFor } from '../../../app/command-line/completions.ts';
import { commandHelp, overview } from '../../../app/command-line/help.ts';
import { manPage } from '../../../app/command-line/man-page.ts';
import { said } from './call.ts';
import type { AgentDeps, Handlers } from './context.ts';

/** Commands about the command itself. */
export const about = ({
  version,
  released,
}: AgentDeps): Handlers<'completions' | 'man' | 'help' | 'version'> => ({
  completions: async ({ shell }) => said(completionsFor(shell)),
  man: async () => said(manPage({ version, date: released })),
  help: async ({ command }) => said(command === null ? overview() : commandHelp(command)),
  version: async () => said(`${version}\n`),
});
