import { describe, expect, it } from 'vitest';
import { isProfileName } from '../../../app/profiles/profile.ts';
import { replaceKey } from '../../../app/profiles/replace-key.ts';

const OLD = 'AKIAOLDKEY0000000001';
const key = { accessKeyId: 'AKIANEWKEY0000000002', secretAccessKey: 'new/secret+1234567890' };

const replace = (text: string, name = 'ada', file: 'credentials' | 'config' = 'credentials') => {
  if (!isProfileName(name)) throw new Error('no name of a profile');
  return replaceKey(text, { file, name }, OLD, key);
};

const pair = (id: string, secret: string): string =>
  `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
const newPair = pair(key.accessKeyId, key.secretAccessKey);

describe('another key in the place of the one in a profile', () => {
  it.each([
    ['alone', `[ada]\n${pair(OLD, 'old')}`, `[ada]\n${newPair}`],
    [
      'between comments, other keys and profiles',
      `# top\n[bob]\n${pair(OLD, 'bob')}[ada] # hers\n; note\n${pair(OLD, 'old')}region = x\n\n[z]\na=b`,
      `# top\n[bob]\n${pair(OLD, 'bob')}[ada] # hers\n; note\n${newPair}region = x\n\n[z]\na=b`,
    ],
    [
      'with its spaces, line ends and byte order mark',
      `\uFEFF[ada]\r\n  AWS_ACCESS_KEY_ID=${OLD}\r\naws_secret_access_key   =  old`,
      `\uFEFF[ada]\r\n  aws_access_key_id=${key.accessKeyId}\r\naws_secret_access_key   =  ${key.secretAccessKey}`,
    ],
    [
      'with the comment behind it kept on a line of its own',
      `[ada]\naws_access_key_id = ${OLD} # mine\naws_secret_access_key = old\n`,
      `[ada]\n# mine\n${newPair}`,
    ],
    ['that holds the new one already', `[ada]\n${newPair}`, `[ada]\n${newPair}`],
    ['that holds another', `[ada]\n${pair('AKIAOTHER', 'x')}`, `[ada]\n${pair('AKIAOTHER', 'x')}`],
    ['that is not there', `[bob]\n${pair(OLD, 'old')}`, `[bob]\n${pair(OLD, 'old')}`],
  ])('%s', (_title, before, after) => {
    expect(replace(before)).toEqual({ ok: true, value: after });
  });

  it('is written into the config file where it stands there', () => {
    expect(replace(`[profile ada]\n${pair(OLD, 'old')}`, 'ada', 'config')).toEqual({
      ok: true,
      value: `[profile ada]\n${newPair}`,
    });
  });

  it.each([
    ['says two ids', `[ada]\naws_access_key_id = ${OLD}\n${pair(OLD, 'old')}`],
    ['says two secrets', `[ada]\n${pair(OLD, 'old')}aws_secret_access_key = other\n`],
    ['says half a pair', `[ada]\naws_access_key_id = ${OLD}\n`],
    ['has a token beside it', `[ada]\n${pair(OLD, 'old')}aws_session_token = t\n`],
  ])('is refused where the section %s', (_title, text) => {
    expect(replace(text)).toMatchObject({ ok: false, failure: { kind: 'unclear' } });
  });
});
