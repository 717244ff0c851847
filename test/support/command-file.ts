import { readFileSync } from 'node:fs';

/** The socket that a `fobwatch` script speaks to, as it stands in its text. */
export const socketIn = (command: string): string => {
  const socket = /socket='?([^'\n]+)'?$/m.exec(readFileSync(command, 'utf8'))?.[1];
  if (socket === undefined) throw new Error(`no socket is named in ${command}`);
  return socket;
};
