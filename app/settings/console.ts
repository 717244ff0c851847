import { command } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('console');

export const consoleSettings = {
  /** The command that opens the console, in words; null: the system's browser. */
  consoleBrowser: setting({
    key: 'browser',
    says: 'the command that opens the console, such as google-chrome --profile-directory=Work {url}; also {encoded-url} and {name}, the name of the role; empty: the system’s browser',
    standard: null,
    decode: command,
  }),
};
