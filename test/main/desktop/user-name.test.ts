import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { userName } from '../../../main/desktop/user-name.ts';

const unknown = (): string => {
  throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
};

describe("the account's name", () => {
  it('is what the system says', () => {
    expect(userName({ USER: 'other' })).toBe(userInfo().username);
  });

  it.each([
    [{ USER: 'ada', LOGNAME: 'other' }, 'ada'],
    [{ USER: '', LOGNAME: 'ada' }, 'ada'],
    [{}, 'user'],
  ])('of a user the system does not know is the environment’s: %j', (env, name) => {
    expect(userName(env, unknown)).toBe(name);
  });
});
