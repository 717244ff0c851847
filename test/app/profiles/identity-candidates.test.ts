import { describe, expect, it } from 'vitest';
import { identityCandidates } from '../../../app/profiles/identity-candidates.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';

const KEYS = 'aws_access_key_id = AKIA\naws_secret_access_key = s';
const SERIAL = 'arn:aws:iam::123456789012:mfa/ada';

const candidates = (config: string, credentials: string) =>
  identityCandidates(
    parseAwsFiles({
      config: { path: '/c', text: config },
      credentials: { path: '/k', text: credentials },
    }),
  );

const user = (name: string, serial: string): string =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ada\nmfa_serial = ${serial}\n`;

describe('keys that can be imported', () => {
  it.each([
    ['a key pair', KEYS, ['ada']],
    ['a key pair with a session token', `${KEYS}\naws_session_token = t`, []],
    ['half a pair', 'aws_access_key_id = AKIA', []],
    ['no keys', 'region = eu-west-1', []],
  ])('%s', (_, body, names) => {
    expect(candidates('', `[ada]\n${body}`).map(({ name }) => name)).toEqual(names);
  });

  it('come in file order with what is needed to store them', () => {
    expect(
      candidates('[profile b]', `[ada]\n${KEYS}\nregion = eu-west-1\n[b]\n${KEYS}`),
    ).toMatchObject([
      { name: 'b', where: [{ file: 'config' }, { file: 'credentials' }] },
      { name: 'ada', accessKeyId: 'AKIA', region: 'eu-west-1', mfaSerial: null },
    ]);
  });

  it.each([
    ['their own device', `[profile ada]\nmfa_serial = ${SERIAL}`, SERIAL],
    ['the device of the roles that use them', user('x', SERIAL) + user('y', SERIAL), SERIAL],
    ['no device when those disagree', user('x', SERIAL) + user('y', '123456789'), null],
    [
      'their own device before that of the roles',
      `${user('x', '123456789')}[profile ada]\nmfa_serial = ${SERIAL}`,
      SERIAL,
    ],
  ])('know %s', (_, config, mfaSerial) => {
    expect(candidates(config, `[ada]\n${KEYS}`)).toMatchObject([{ name: 'ada', mfaSerial }]);
  });
});
