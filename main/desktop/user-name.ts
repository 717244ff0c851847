import { userInfo } from 'node:os';

/**
 * The account's name. A user whom the system does not know (in a container, or when a directory server is out of reach)
 * has none there, and Node throws: then it is the environment's, else `user`.
 */
export const userName = (
  env: NodeJS.ProcessEnv,
  lookUp: () => string = () => userInfo().username,
): string => {
  try {
    return lookUp();
  } catch {
    return env['USER'] || env['LOGNAME'] || 'user';
  }
};
