import { describe, expect, it } from 'vitest';
import { awsFilePaths } from '../../../app/profiles/file-paths.ts';

const NONE = { config: null, credentials: null };

describe('where the config file is', () => {
  it.each([
    ['nothing said', undefined, null, '/home/ada/.aws/config', 'default'],
    ['the environment', '/etc/aws', null, '/etc/aws', 'env'],
    ['the setting before the environment', '/etc/aws', '/srv/aws', '/srv/aws', 'setting'],
    ['a blank setting', '/etc/aws', '  ', '/etc/aws', 'env'],
    ['a blank variable', '', null, '/home/ada/.aws/config', 'default'],
    ['~ in the environment', '~/x/config', null, '/home/ada/x/config', 'env'],
    ['~ in the setting', undefined, '~/x/config', '/home/ada/x/config', 'setting'],
    ['~ alone', '~', null, '/home/ada', 'env'],
    ["another user's ~", '~bob/config', null, '~bob/config', 'env'],
    ['~ further on', '/x/~/config', null, '/x/~/config', 'env'],
    ['a backslash, which is a letter here', '~\\x', null, '~\\x', 'env'],
  ])('%s', (_, variable, setting, path, from) => {
    const { config } = awsFilePaths({
      env: { AWS_CONFIG_FILE: variable },
      home: '/home/ada',
      setting: { config: setting, credentials: null },
      separator: '/',
    });
    expect(config).toEqual({ path, from });
  });
});

describe('where the credentials file is', () => {
  it('is decided by its own variable and setting', () => {
    const paths = awsFilePaths({
      env: { AWS_SHARED_CREDENTIALS_FILE: '~/keys' },
      home: '/home/ada/',
      setting: { config: '/srv/config', credentials: null },
      separator: '/',
    });
    expect(paths).toEqual({
      config: { path: '/srv/config', from: 'setting' },
      credentials: { path: '/home/ada/keys', from: 'env' },
    });
  });
});

describe('on Windows', () => {
  it.each([
    [undefined, 'C:\\Users\\ada\\.aws\\config'],
    ['~\\x', 'C:\\Users\\ada\\x'],
    ['~/x', 'C:\\Users\\ada\\x'],
    ['D:\\aws', 'D:\\aws'],
  ])('AWS_CONFIG_FILE %s is %s', (variable, path) => {
    const { config } = awsFilePaths({
      env: { AWS_CONFIG_FILE: variable },
      home: 'C:\\Users\\ada',
      setting: NONE,
      separator: '\\',
    });
    expect(config.path).toBe(path);
  });
});
