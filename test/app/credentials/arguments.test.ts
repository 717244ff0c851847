import { describe, expect, it } from 'vitest';
import { durationLimits } from '../../../app/credentials/argument-rules.ts';
import {
  checkAssumeRole,
  checkAssumeRoleWithSaml,
  checkAssumeRoleWithWebIdentity,
  checkEncodedMessage,
  checkGetFederationToken,
  checkGetSessionToken,
  durationRange,
  samlAssertion,
  webIdentityToken,
  type ArgumentFailure,
  type AssumeRoleArguments,
  type DurationContext,
  type GetFederationTokenArguments,
} from '../../../app/credentials/arguments.ts';
import { reveal } from '../../../app/secret.ts';
import { assumeRole, federation, saml, session, user, webIdentity } from './sample-arguments.ts';

/** What broke, in short: field, member of a list, kind of rule. */
const short = (found: readonly ArgumentFailure[]): readonly string[] =>
  found.map(
    ({ field, index, rule }) => `${field}${index === null ? '' : `[${index}]`} ${rule.kind}`,
  );

const roleWith = (change: Partial<AssumeRoleArguments>, context: DurationContext = user) =>
  short(checkAssumeRole({ ...assumeRole, ...change }, context));

const federationWith = (change: Partial<GetFederationTokenArguments>) =>
  short(checkGetFederationToken({ ...federation, ...change }, 'user'));

const many = <T>(count: number, one: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => one(index));

describe('a failure', () => {
  it('names operation, field and rule with its facts (ST13)', () => {
    expect(checkAssumeRole({ ...assumeRole, externalId: 'x' }, user)).toEqual([
      {
        kind: 'argument',
        operation: 'AssumeRole',
        field: 'ExternalId',
        index: null,
        rule: { kind: 'length', min: 2, max: 1224, length: 1 },
      },
    ]);
  });

  it('stands beside the others: all broken rules are told at once (ST13)', () => {
    expect(roleWith({ roleSessionName: 'a', externalId: 'a b', tokenCode: '12345' })).toEqual([
      'RoleSessionName length',
      'ExternalId characters',
      'SerialNumber goes-with',
    ]);
  });

  it('never holds the value that broke the rule', () => {
    const value = 'planted value';
    const found = [
      ...checkAssumeRole(
        {
          ...assumeRole,
          roleArn: value,
          roleSessionName: value,
          externalId: value,
          policy: value,
          policyArns: [value],
          serialNumber: value,
          tokenCode: value,
          tags: [{ key: `${value}*`, value: `${value}*` }],
          transitiveTagKeys: [value],
        },
        user,
      ),
    ];
    expect(found).toHaveLength(10);
    expect(JSON.stringify(found)).not.toContain('planted');
  });
});

describe('a role’s session name', () => {
  it.each([
    ['a', ['RoleSessionName length']],
    ['ab', []],
    ['x'.repeat(64), []],
    ['x'.repeat(65), ['RoleSessionName length']],
    ['ann smith', ['RoleSessionName characters']],
    ['ann\n', ['RoleSessionName characters']],
    ['änn', ['RoleSessionName characters']],
    ['_+=,.@-', []],
  ])('%j: %j (BO2)', (roleSessionName, broken) => {
    expect(roleWith({ roleSessionName })).toEqual(broken);
  });
});

describe('a source identity', () => {
  it.each([
    ['ann', []],
    ['aws', []],
    ['aws:ann', ['SourceIdentity characters', 'SourceIdentity reserved-prefix']],
    ['AWS:ann', ['SourceIdentity characters', 'SourceIdentity reserved-prefix']],
    ['a', ['SourceIdentity length']],
    ['x'.repeat(65), ['SourceIdentity length']],
  ])('%j: %j (BO2)', (sourceIdentity, broken) => {
    expect(roleWith({ sourceIdentity })).toEqual(broken);
  });
});

describe('an external id', () => {
  it.each([
    [[], 'ab'],
    [[], 'x'.repeat(1224)],
    [['ExternalId length'], 'x'.repeat(1225)],
    [[], 'a:b/c-d'],
    [['ExternalId characters'], 'a b'],
  ])('%#: %j (BO2)', (broken, externalId) => {
    expect(roleWith({ externalId })).toEqual(broken);
  });
});

describe('serial and code', () => {
  const arn = 'arn:aws:iam::123456789012:mfa/ann';
  it.each([
    [arn, '012345', []],
    ['GAHT12345678', '000000', []],
    [null, null, []],
    [arn, null, ['TokenCode goes-with']],
    [null, '123456', ['SerialNumber goes-with']],
    ['x'.repeat(8), '123456', ['SerialNumber length']],
    ['x'.repeat(9), '123456', []],
    ['x'.repeat(256), '123456', []],
    ['x'.repeat(257), '123456', ['SerialNumber length']],
    ['GAHT 12345678', '123456', ['SerialNumber characters']],
    [arn, '12345', ['TokenCode length']],
    [arn, '1234567', ['TokenCode length']],
    [arn, '12345x', ['TokenCode characters']],
    [arn, '١٢٣٤٥٦', ['TokenCode characters']],
    [arn, '', ['TokenCode length']],
  ])('%j with %j: %j (BO2, BO6)', (serialNumber, tokenCode, broken) => {
    expect(roleWith({ serialNumber, tokenCode })).toEqual(broken);
    expect(short(checkGetSessionToken({ ...session, serialNumber, tokenCode }, 'user'))).toEqual(
      broken,
    );
  });
});

describe('a duration', () => {
  it('of a session is 12 h when none is given (SE3)', () => {
    expect(durationLimits.GetSessionToken.default).toBe(43_200);
    expect(short(checkGetSessionToken(session, 'account-root'))).toEqual([]);
  });

  it.each([
    [899, false],
    [900, true],
    [43_200, true],
    [129_600, true],
    [129_601, false],
    [0, false],
    [-900, false],
  ])('of a session of %s s is right: %s (SE3)', (durationSeconds, right) => {
    const found = short(checkGetSessionToken({ ...session, durationSeconds }, 'user'));
    expect(found).toEqual(right ? [] : ['DurationSeconds range']);
  });

  it.each([900.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'of %s s is no whole number (SE3)',
    (durationSeconds) => {
      expect(short(checkGetSessionToken({ ...session, durationSeconds }, 'user'))).toEqual([
        'DurationSeconds whole-number',
      ]);
    },
  );

  it.each([
    [3600, []],
    [3601, ['DurationSeconds range']],
  ])('of the account root of %s s: %j (SE3, BO5)', (durationSeconds, broken) => {
    expect(short(checkGetSessionToken({ ...session, durationSeconds }, 'account-root'))).toEqual(
      broken,
    );
    expect(
      short(checkGetFederationToken({ ...federation, durationSeconds }, 'account-root')),
    ).toEqual(broken);
  });

  it.each([
    [899, false],
    [900, true],
    [43_200, true],
    [43_201, false],
  ])('of a role of %s s is right: %s (BO2)', (durationSeconds, right) => {
    expect(roleWith({ durationSeconds })).toEqual(right ? [] : ['DurationSeconds range']);
  });

  it.each([
    [899, false],
    [900, true],
    [43_200, true],
    [43_201, false],
  ])('of a SAML or web identity role of %s s is right: %s (BO3, BO4)', (durationSeconds, right) => {
    const broken = right ? [] : ['DurationSeconds range'];
    expect(short(checkAssumeRoleWithSaml({ ...saml, durationSeconds }, null))).toEqual(broken);
    expect(
      short(checkAssumeRoleWithWebIdentity({ ...webIdentity, durationSeconds }, null)),
    ).toEqual(broken);
  });

  it.each([
    [899, false],
    [129_600, true],
    [129_601, false],
  ])('of a federated user of %s s is right: %s (BO5)', (durationSeconds, right) => {
    expect(federationWith({ durationSeconds })).toEqual(right ? [] : ['DurationSeconds range']);
  });

  it.each([
    ['AssumeRole', 'user', null, 43_200, 'operation'],
    ['AssumeRole', 'user', 7200, 7200, 'role'],
    ['AssumeRole', 'user', 43_200, 43_200, 'operation'],
    ['AssumeRole', 'role-or-session', null, 3600, 'role-chaining'],
    ['AssumeRole', 'role-or-session', 43_200, 3600, 'role-chaining'],
    ['AssumeRole', 'role-or-session', 3600, 3600, 'role'],
    ['AssumeRole', 'role-or-session', 1800, 1800, 'role'],
    ['AssumeRoleWithSAML', 'user', 7200, 7200, 'role'],
    ['AssumeRoleWithWebIdentity', 'user', 3600, 3600, 'role'],
    ['GetSessionToken', 'user', null, 129_600, 'operation'],
    ['GetSessionToken', 'account-root', null, 3600, 'account-root'],
    ['GetFederationToken', 'account-root', null, 3600, 'account-root'],
  ] as const)(
    'of %s signed by %s, role’s maximum %s: at most %s s, by the %s (BO2, SE3)',
    (operation, signedBy, roleMaximum, max, because) => {
      expect(durationRange(operation, { signedBy, roleMaximum })).toEqual({
        kind: 'range',
        min: 900,
        max,
        because,
      });
    },
  );
});

describe('session policies', () => {
  it.each([
    [[], '{}'],
    [[], '{"Version":"2012-10-17","Statement":[]}'],
    [['Policy length'], ''],
    [[], `{"Id":"${'x'.repeat(2039)}"}`],
    [['Policy length'], `{"Id":"${'x'.repeat(2040)}"}`],
    [['Policy characters'], '{"Id":"Ā"}'],
    [['Policy not-json'], '{'],
    [['Policy not-json'], '[]'],
    [['Policy not-json'], 'null'],
  ])('%#: %j (BO2, BO5)', (broken, policy) => {
    expect(roleWith({ policy })).toEqual(broken);
    expect(federationWith({ policy })).toEqual(broken);
  });

  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  it.each([
    [[], many(10, () => arn)],
    [['PolicyArns count'], many(11, () => arn)],
    [['PolicyArns[1] length'], [arn, 'ReadOnlyAccess']],
    [['PolicyArns[0] characters'], ['arn:aws:iam::123456789012:role/Admin']],
    [[], [`arn:aws:iam::aws:policy/${'x'.repeat(2024)}`]],
    [['PolicyArns[0] length'], [`arn:aws:iam::aws:policy/${'x'.repeat(2025)}`]],
  ])('by ARN, %#: %j (BO2, BO5)', (broken, policyArns) => {
    expect(roleWith({ policyArns })).toEqual(broken);
    expect(federationWith({ policyArns })).toEqual(broken);
  });

  it('are checked for SAML and web identity roles too (BO3, BO4)', () => {
    expect(short(checkAssumeRoleWithSaml({ ...saml, policy: '{' }, null))).toEqual([
      'Policy not-json',
    ]);
    expect(short(checkAssumeRoleWithWebIdentity({ ...webIdentity, policy: '{' }, null))).toEqual([
      'Policy not-json',
    ]);
  });
});

describe('session tags', () => {
  const tag = (key: string, value = '') => ({ key, value });
  it.each([
    [[], many(50, (index) => tag(`k${index}`))],
    [['Tags count'], many(51, (index) => tag(`k${index}`))],
    [['TagKey[0] length'], [tag('')]],
    [[], [tag('x'.repeat(128), 'x'.repeat(256))]],
    [['TagKey[0] length'], [tag('x'.repeat(129))]],
    [['TagValue[0] length'], [tag('k', 'x'.repeat(257))]],
    [[], [tag('Größe', '東京 1')]],
    [['TagKey[0] characters', 'TagValue[0] characters'], [tag('a*b', 'c*d')]],
    [['TagKey[0] reserved-prefix'], [tag('aws:team')]],
    [['TagKey[0] reserved-prefix'], [tag('AWS:team')]],
    [['TagKey[2] repeated'], [tag('team'), tag('site'), tag('TEAM')]],
  ])('%#: %j (BO2, BO5)', (broken, tags) => {
    expect(roleWith({ tags })).toEqual(broken);
    expect(federationWith({ tags })).toEqual(broken);
  });

  it('say where a repeated key stands first (ST13)', () => {
    const tags = [tag('a'), tag('team'), tag('Team')];
    expect(checkAssumeRole({ ...assumeRole, tags }, user)[0]?.rule).toEqual({
      kind: 'repeated',
      first: 1,
    });
  });

  it.each([
    [[], ['Team']],
    [['TransitiveTagKey[1] not-among-tags'], ['team', 'site']],
    [['TransitiveTagKey[0] length'], ['']],
    [['TransitiveTagKey[0] characters'], ['te*m']],
    [[], many(50, () => 'team')],
    [['TransitiveTagKeys count'], many(51, () => 'team')],
  ])('that go on to the next role, %#: %j (BO2)', (broken, transitiveTagKeys) => {
    expect(roleWith({ tags: [tag('team')], transitiveTagKeys })).toEqual(broken);
  });
});

describe('a federated user’s name', () => {
  it.each([
    ['a', ['Name length']],
    ['ab', []],
    ['x'.repeat(32), []],
    ['x'.repeat(33), ['Name length']],
    ['ann smith', ['Name characters']],
  ])('%j: %j (BO5)', (name, broken) => {
    expect(federationWith({ name })).toEqual(broken);
  });
});

describe('ARNs', () => {
  it.each([
    [[], 'arn:aws:iam::123456789012:role/Admin'],
    [[], 'arn:aws-cn:iam::123456789012:role/path/to/Admin'],
    [[], 'arn:minio:iam:::role/idmp-x'],
    [['RoleArn length'], 'arn:aws:iam::1:role'],
    [['RoleArn characters'], 'arn:aws:iam::123456789012:user/ann'],
    [['RoleArn characters'], 'arn:aws:sts::123456789012:assumed-role/a/b'],
    [[], `arn:aws:iam::123456789012:role/${'x'.repeat(2017)}`],
    [['RoleArn length'], `arn:aws:iam::123456789012:role/${'x'.repeat(2018)}`],
  ])('of a role, %#: %j (BO2)', (broken, roleArn) => {
    expect(roleWith({ roleArn })).toEqual(broken);
    expect(short(checkAssumeRoleWithSaml({ ...saml, roleArn }, null))).toEqual(broken);
    expect(short(checkAssumeRoleWithWebIdentity({ ...webIdentity, roleArn }, null))).toEqual(
      broken,
    );
  });

  it.each([
    ['arn:aws:iam::123456789012:saml-provider/Corp', []],
    ['arn:aws:iam::123456789012:oidc-provider/id.example', ['PrincipalArn characters']],
    ['Corp', ['PrincipalArn length']],
  ])('of a SAML provider, %s: %j (BO3)', (principalArn, broken) => {
    expect(short(checkAssumeRoleWithSaml({ ...saml, principalArn }, null))).toEqual(broken);
  });
});

describe('a provider id', () => {
  it.each([
    [[], 'www.amazon.com'],
    [[], 'graph.facebook.com'],
    [['ProviderId length'], 'x.y'],
    [['ProviderId characters'], 'https://graph.facebook.com'],
    [['ProviderId characters'], 'graph.facebook.com:443'],
    [[], 'x'.repeat(2048)],
    [['ProviderId length'], 'x'.repeat(2049)],
  ])('%#: %j (BO4)', (broken, providerId) => {
    expect(short(checkAssumeRoleWithWebIdentity({ ...webIdentity, providerId }, null))).toEqual(
      broken,
    );
  });
});

describe('what is handed in as proof', () => {
  const taken = (result: ReturnType<typeof samlAssertion>): string | ArgumentFailure =>
    result.ok ? reveal(result.value) : result.failure;

  it('loses the line end of its file (BO3, BO4)', () => {
    expect(taken(webIdentityToken('aaa.bbb.ccc\n'))).toBe('aaa.bbb.ccc');
    expect(taken(samlAssertion('  PHNhbWw+\r\n'))).toBe('PHNhbWw+');
  });

  it.each([
    [3, 'abc'],
    [0, ''],
    [0, '   \n'],
    [100_001, 'x'.repeat(100_001)],
  ])('as a SAML assertion of %s characters is refused (BO3)', (length, text) => {
    expect(taken(samlAssertion(text))).toMatchObject({
      field: 'SAMLAssertion',
      rule: { kind: 'length', min: 4, max: 100_000, length },
    });
  });

  it.each([
    [3, 'abc'],
    [20_001, 'x'.repeat(20_001)],
  ])('as a web identity token of %s characters is refused (BO4)', (length, text) => {
    expect(taken(webIdentityToken(text))).toMatchObject({
      field: 'WebIdentityToken',
      rule: { kind: 'length', min: 4, max: 20_000, length },
    });
  });

  it('is a secret from then on', () => {
    expect(JSON.stringify([samlAssertion('abcdef'), webIdentityToken('abcdef')])).not.toContain(
      'abcdef',
    );
  });
});

describe('an encoded message', () => {
  it.each([
    [['EncodedMessage length'], ''],
    [[], 'x'],
    [[], 'x'.repeat(10_240)],
    [['EncodedMessage length'], 'x'.repeat(10_241)],
  ])('%#: %j (BO7)', (broken, message) => {
    expect(short(checkEncodedMessage(message))).toEqual(broken);
  });
});
