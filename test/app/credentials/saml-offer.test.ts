import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { samlOffer } from '../../../app/credentials/saml-offer.ts';
import {
  createSamlProvider,
  type SamlIdentityProvider,
} from '../../local-aws/saml-identity-provider.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const arn = (kind: string, name: string): string => `arn:aws:iam::111122223333:${kind}/${name}`;
const analyst = {
  roleArn: arn('role', 'team/analyst'),
  principalArn: arn('saml-provider', 'acme-login'),
};
const admin = { roleArn: arn('role', 'admin'), principalArn: analyst.principalArn };

let idp: SamlIdentityProvider;
beforeAll(async () => {
  idp = await createSamlProvider({ now: () => NOW });
});

const responseXml = async (
  options: Partial<Parameters<SamlIdentityProvider['respond']>[0]> = {},
): Promise<string> => {
  const roles = [analyst, admin].map(({ roleArn, principalArn }) => ({
    role: roleArn,
    provider: principalArn,
  }));
  return Buffer.from(await idp.respond({ roles, ...options }), 'base64').toString('utf8');
};

const bare = (attributes: string): string =>
  `<Response><Assertion><AttributeStatement>${attributes}</AttributeStatement></Assertion></Response>`;
const roleAttribute = (...values: readonly string[]): string =>
  `<Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">${values
    .map((value) => `<AttributeValue>${value}</AttributeValue>`)
    .join('')}</Attribute>`;

describe('what a SAML response offers (BO3)', () => {
  it('is its roles with their providers, in its order, and until when AWS takes it', async () => {
    expect(samlOffer(await responseXml())).toEqual({
      ok: true,
      value: { roles: [analyst, admin], endsAt: NOW + 5 * 60_000, sessionSeconds: null },
    });
  });

  it('is how long the provider lets a session last', async () => {
    expect(samlOffer(await responseXml({ sessionDuration: '7200' }))).toMatchObject({
      value: { sessionSeconds: 7200 },
    });
  });

  it('is read whatever prefixes its elements have, and with role and provider in either order', () => {
    const xml = bare(
      roleAttribute(` ${analyst.principalArn} , ${analyst.roleArn} `, 'arn:aws:iam::1:role/lonely'),
    );
    expect(samlOffer(xml)).toMatchObject({ value: { roles: [analyst] } });
  });

  it('names each role once', () => {
    const pair = `${analyst.roleArn},${analyst.principalArn}`;
    expect(samlOffer(bare(roleAttribute(pair, pair)))).toMatchObject({
      value: { roles: [analyst] },
    });
  });

  it.each([
    ['text that is no XML', 'hello', 'not-xml'],
    ['a response that says the log-in failed', '<Response><Status/></Response>', 'no-assertion'],
    ['an encrypted assertion', '<Response><EncryptedAssertion/></Response>', 'encrypted'],
    ['an assertion for others than AWS', bare('<Attribute Name="mail"/>'), 'no-roles'],
  ])('is nothing in %s', (_, xml, flaw) => {
    expect(samlOffer(xml)).toEqual({ ok: false, failure: flaw });
  });

  it('expands no entity', () => {
    const xml = `<!DOCTYPE r [<!ENTITY a "${analyst.roleArn},${analyst.principalArn}">]>${bare(roleAttribute('&a;'))}`;
    expect(samlOffer(xml)).toMatchObject({ ok: false });
  });

  it('is told or refused for any text, and never thrown', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '</',
            'Response',
            'Assertion',
            '"',
            '&',
            '<!DOCTYPE',
            ']]>',
            '=',
            'a',
          ),
          { maxLength: 40 },
        ),
        (parts) => {
          expect(samlOffer(parts.join(''))).toHaveProperty('ok');
        },
      ),
    );
  });
});
