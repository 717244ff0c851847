import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countLimits,
  durationLimits,
  textLimits,
  type TextField,
} from '../../../app/credentials/argument-rules.ts';
import {
  checkAssumeRole,
  checkAssumeRoleWithSaml,
  checkAssumeRoleWithWebIdentity,
  checkEncodedMessage,
  checkGetFederationToken,
  checkGetSessionToken,
  samlAssertion,
  webIdentityToken,
  type ArgumentFailure,
} from '../../../app/credentials/arguments.ts';
import { parseRoleArn } from '../../../app/profiles/role-arn.ts';
import { assumeRole, federation, saml, session, user, webIdentity } from './sample-arguments.ts';
import { argumentShape, modelAccepts, type Shape } from './sts-model.ts';

/** Where the model keeps each limit. */
const places: Readonly<Record<TextField, readonly [string, string, string?]>> = {
  RoleArn: ['AssumeRole', 'RoleArn'],
  PrincipalArn: ['AssumeRoleWithSAML', 'PrincipalArn'],
  PolicyArns: ['AssumeRole', 'PolicyArns', 'arn'],
  RoleSessionName: ['AssumeRole', 'RoleSessionName'],
  SourceIdentity: ['AssumeRole', 'SourceIdentity'],
  Name: ['GetFederationToken', 'Name'],
  ExternalId: ['AssumeRole', 'ExternalId'],
  SerialNumber: ['GetSessionToken', 'SerialNumber'],
  TokenCode: ['GetSessionToken', 'TokenCode'],
  Policy: ['AssumeRole', 'Policy'],
  TagKey: ['AssumeRole', 'Tags', 'Key'],
  TagValue: ['AssumeRole', 'Tags', 'Value'],
  TransitiveTagKey: ['AssumeRole', 'TransitiveTagKeys', 'itself'],
  ProviderId: ['AssumeRoleWithWebIdentity', 'ProviderId'],
  SAMLAssertion: ['AssumeRoleWithSAML', 'SAMLAssertion'],
  WebIdentityToken: ['AssumeRoleWithWebIdentity', 'WebIdentityToken'],
  EncodedMessage: ['DecodeAuthorizationMessage', 'EncodedMessage'],
};

const isTextField = (text: string): text is TextField => Object.hasOwn(textLimits, text);
const textFields = Object.keys(textLimits).filter(isTextField);

const shapeOf = (field: TextField): Shape => argumentShape(...places[field]);

describe('the limits agree with STS’s own model', () => {
  it.each(textFields)('in the length of %s (ST13)', (field) => {
    const { min, max } = shapeOf(field);
    expect({ min: textLimits[field].min, max: textLimits[field].max }).toEqual({
      min: min ?? 0,
      max,
    });
  });

  it.each(['Tags', 'TransitiveTagKeys'] as const)('in the number of %s (ST13)', (field) => {
    expect(countLimits[field]).toBe(argumentShape('AssumeRole', field).max);
  });

  it.each([
    'GetSessionToken',
    'GetFederationToken',
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
  ] as const)('in the duration of %s (ST13)', (operation) => {
    expect(argumentShape(operation, 'DurationSeconds')).toMatchObject({
      min: durationLimits[operation].min,
      max: durationLimits[operation].max,
    });
  });
});

/** Texts around what a pattern allows: its own characters, strangers, and lengths about the limits. */
const textsAround = (field: TextField): fc.Arbitrary<string> => {
  const { min, max } = textLimits[field];
  const near = [min - 1, min, min + 1, max - 1, max, max + 1].filter((length) => length >= 0);
  const length = fc.oneof(
    fc.constantFrom(...near),
    fc.integer({ min: 0, max: Math.min(max + 1, 80) }),
  );
  const known = fc.constantFrom(...Array.from('azAZ09_+=,.@:/-'));
  const strange = fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\u0000',
    'ß',
    'é',
    'Ā',
    'ſ',
    '1',
    '𝒳',
    '🙂',
    '"',
    '\\',
    '*',
    '\u2028',
  );
  return length.chain((size) =>
    fc
      .tuple(
        fc.array(known, { minLength: size, maxLength: size, size: 'max' }),
        fc.option(fc.tuple(fc.nat(), strange)),
      )
      .map(([signs, odd]) => {
        const text = [...signs];
        if (odd !== null && text.length > 0) text[odd[0] % text.length] = odd[1];
        return text.join('');
      }),
  );
};

/** Failures of one field when the text is given for it. */
const checks: Readonly<Partial<Record<TextField, (text: string) => readonly ArgumentFailure[]>>> = {
  RoleSessionName: (text) => checkAssumeRole({ ...assumeRole, roleSessionName: text }, user),
  SourceIdentity: (text) => checkAssumeRole({ ...assumeRole, sourceIdentity: text }, user),
  Name: (name) => checkGetFederationToken({ ...federation, name }, 'user'),
  ExternalId: (externalId) => checkAssumeRole({ ...assumeRole, externalId }, user),
  SerialNumber: (serialNumber) =>
    checkGetSessionToken({ ...session, serialNumber, tokenCode: '123456' }, 'user'),
  TokenCode: (tokenCode) =>
    checkGetSessionToken({ ...session, serialNumber: 'GAHT12345678', tokenCode }, 'user'),
  TagKey: (key) => checkAssumeRole({ ...assumeRole, tags: [{ key, value: '' }] }, user),
  TagValue: (value) => checkAssumeRole({ ...assumeRole, tags: [{ key: 'team', value }] }, user),
  EncodedMessage: checkEncodedMessage,
};

/** The model lets these through; aws-rules.md, Limits, or AWS's guides do not. */
const stricter: Readonly<Partial<Record<TextField, RegExp>>> = {
  SourceIdentity: /^aws:/i,
  TagKey: /^aws:/i,
};

describe('a text is refused exactly when STS’s model refuses it', () => {
  it.each(Object.keys(checks).filter(isTextField))('as %s (ST13)', (field) => {
    const shape = shapeOf(field);
    fc.assert(
      fc.property(textsAround(field), (text) => {
        const accepted = (checks[field]?.(text) ?? []).length === 0;
        expect(accepted).toBe(modelAccepts(shape, text) && stricter[field]?.test(text) !== true);
      }),
    );
  });

  it('as Policy, but for its being JSON (BO2, ST13)', () => {
    const policies = fc.oneof(
      fc
        .integer({ min: 2030, max: 2060 })
        .map((size) => JSON.stringify({ Id: 'x'.repeat(size - 9) })),
      fc.constantFrom('é', 'ÿ', 'Ā', '\u2028', '🙂').map((sign) => JSON.stringify({ Id: sign })),
      fc.constantFrom('{}', '{\r\n\t}', '{"Version": "2012-10-17"}'),
    );
    fc.assert(
      fc.property(policies, (policy) => {
        const accepted = checkAssumeRole({ ...assumeRole, policy }, user).length === 0;
        expect(accepted).toBe(modelAccepts(shapeOf('Policy'), policy));
      }),
    );
  });

  it.each([
    ['SAMLAssertion', samlAssertion],
    ['WebIdentityToken', webIdentityToken],
  ] as const)('as %s (ST13)', (field, take) => {
    const { min, max } = textLimits[field];
    const length = fc.constantFrom(0, min - 1, min, min + 1, 1000, max - 1, max, max + 1);
    fc.assert(
      fc.property(length, (size) => {
        const text = 'x'.repeat(size);
        expect(take(text).ok).toBe(modelAccepts(shapeOf(field), text));
      }),
    );
  });

  it('as RoleArn, when the app’s parser of role ARNs reads it (BO2, ST13)', () => {
    const part = fc.constantFrom(
      'arn:',
      'aws:',
      'aws-cn:',
      'iam:',
      ':',
      '123456789012:',
      'role',
      'user',
      '/',
      'a/b',
      'Ad min',
      'x'.repeat(2000),
    );
    const arns = fc.oneof(
      fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
      fc
        .tuple(
          fc.constantFrom('', '123456789012'),
          fc.constantFrom('', 'a/', 'a b/', '/'),
          fc.stringMatching(/^[\w+=,.@\- ]{0,70}$/),
        )
        .map(([account, path, name]) => `arn:aws:iam::${account}:role/${path}${name}`),
    );
    fc.assert(
      fc.property(arns, (roleArn) => {
        const accepted = checkAssumeRole({ ...assumeRole, roleArn }, user).length === 0;
        expect(accepted).toBe(parseRoleArn(roleArn) !== null);
        // And never more than the model.
        expect(accepted && !modelAccepts(shapeOf('RoleArn'), roleArn)).toBe(false);
      }),
    );
  });
});

describe('arguments that keep every rule', () => {
  it('are not refused (BO2, BO6)', () => {
    expect(checkAssumeRole(assumeRole, user)).toEqual([]);
    expect(checkGetSessionToken(session, 'user')).toEqual([]);
  });

  it('are not refused for SAML and web identities (BO3, BO4)', () => {
    expect(checkAssumeRoleWithSaml(saml, null)).toEqual([]);
    expect(checkAssumeRoleWithWebIdentity(webIdentity, null)).toEqual([]);
  });

  it('are not refused for a federated user (BO5)', () => {
    expect(checkGetFederationToken(federation, 'user')).toEqual([]);
  });
});
