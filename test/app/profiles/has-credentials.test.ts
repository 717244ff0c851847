import { expect, it } from 'vitest';
import { hasCredentials } from '../../../app/profiles/has-credentials.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';

const KEYS = 'aws_access_key_id = AKIAMODEL00000000001\naws_secret_access_key = model';

it.each<[string, string, boolean]>([
  ['a long-term key', KEYS, true],
  ['temporary keys', `${KEYS}\naws_session_token = model`, true],
  ['half a key pair', 'aws_access_key_id = AKIAMODEL00000000001', true],
  ['a role', 'role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = ada', true],
  ['a role whose way is broken', 'role_arn = arn:aws:iam::111122223333:role/a', true],
  ['a role that is none', 'role_arn = nonsense\nsource_profile = ada', true],
  ['a credential_process of somebody else’s', 'credential_process = helper', true],
  ['a credential_process of ours', 'credential_process = fobwatch credentials dev', true],
  ['single sign-on', 'sso_session = corp\nsso_account_id = 1\nsso_role_name = a', true],
  ['a login session', 'login_session = arn:aws:iam::111122223333:user/ada', true],
  ['a source without a role', 'source_profile = ada', false],
  ['a credential_source without a role', 'credential_source = Nowhere', false],
  ['a region and an output', 'region = eu-west-1\noutput = json', false],
])('whether a profile with %s hands out credentials', (_, text, has) => {
  const config = { path: 'config', text: `[default]\n${text}\n` };
  const { profiles } = parseAwsFiles({ config, credentials: { path: 'credentials', text: '' } });
  const found = profiles.get('default');
  expect(found !== undefined && hasCredentials(found)).toBe(has);
});
