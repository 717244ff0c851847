import { DOMParser } from '@xmldom/xmldom';
import { XMLParser } from 'fast-xml-parser';
import { SignedXml } from 'xml-crypto';
import { z } from 'zod';
import { fail, ok } from '../../app/result.ts';
import {
  expiredIdentityToken,
  idpRejectedClaim,
  invalidIdentityToken,
  type Outcome,
} from './errors.ts';
import type { SamlProvider } from './providers.ts';

/** What an assertion says, of which every word is covered by a signature that was checked. */
export type Assertion = {
  readonly issuer: string;
  readonly subject: string;
  /** As the NameID's Format has it. */
  readonly subjectFormat: string | undefined;
  readonly recipients: readonly string[];
  readonly audiences: readonly string[];
  /** All times in milliseconds. */
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
  readonly sessionNotOnOrAfter: number;
  /** By their full names. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
};

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

const text = z.object({ '#text': z.string() }).transform((node) => node['#text']);
const instant = z
  .string()
  .transform((value) => Date.parse(value))
  .pipe(z.number());

const assertionSchema = z.object({
  '@_IssueInstant': instant,
  Issuer: text,
  Subject: z.object({
    NameID: z.object({ '#text': z.string(), '@_Format': z.string().optional() }),
    SubjectConfirmation: z.array(
      z.object({
        SubjectConfirmationData: z.object({
          '@_Recipient': z.string(),
          '@_NotOnOrAfter': instant,
        }),
      }),
    ),
  }),
  Conditions: z.object({
    '@_NotBefore': instant.optional(),
    '@_NotOnOrAfter': instant.optional(),
    AudienceRestriction: z.array(z.object({ Audience: z.array(text) })).default([]),
  }),
  AuthnStatement: z.array(z.object({ '@_SessionNotOnOrAfter': instant.optional() })).default([]),
  AttributeStatement: z
    .array(
      z.object({
        Attribute: z.array(
          z.object({ '@_Name': z.string(), AttributeValue: z.array(text).default([]) }),
        ),
      }),
    )
    .default([]),
});

const LISTS: ReadonlySet<string> = new Set([
  'Assertion',
  'SubjectConfirmation',
  'AudienceRestriction',
  'Audience',
  'AuthnStatement',
  'AttributeStatement',
  'Attribute',
  'AttributeValue',
]);

const reader = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@_',
  alwaysCreateTextNode: true,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => LISTS.has(name),
});

const signedSchema = z.union([
  z.object({ Response: z.object({ Assertion: z.array(assertionSchema).length(1) }) }),
  z.object({ Assertion: z.array(assertionSchema).length(1) }),
]);

/** Reads an assertion out of XML that a signature covers whole. */
const readAssertion = (signed: string): Assertion | undefined => {
  const parsed = signedSchema.safeParse(reader.parse(signed));
  if (!parsed.success) return undefined;
  const [found] =
    'Response' in parsed.data ? parsed.data.Response.Assertion : parsed.data.Assertion;
  if (found === undefined) return undefined;
  const { Subject, Conditions } = found;
  const confirmations = Subject.SubjectConfirmation.map((one) => one.SubjectConfirmationData);
  const attributes = found.AttributeStatement.flatMap(({ Attribute }) => Attribute);
  return {
    issuer: found.Issuer,
    subject: Subject.NameID['#text'],
    subjectFormat: Subject.NameID['@_Format'],
    recipients: confirmations.map((data) => data['@_Recipient']),
    audiences: Conditions.AudienceRestriction.flatMap(({ Audience }) => Audience),
    issuedAt: found['@_IssueInstant'],
    notBefore: Conditions['@_NotBefore'] ?? -Infinity,
    notOnOrAfter: Math.min(
      Conditions['@_NotOnOrAfter'] ?? Infinity,
      ...confirmations.map((data) => data['@_NotOnOrAfter']),
    ),
    sessionNotOnOrAfter: Math.min(
      Infinity,
      ...found.AuthnStatement.map((one) => one['@_SessionNotOnOrAfter'] ?? Infinity),
    ),
    attributes: new Map(attributes.map((one) => [one['@_Name'], one.AttributeValue])),
  };
};

const children = (parent: Element, namespace: string, name: string): readonly Element[] =>
  Array.from(parent.getElementsByTagNameNS(namespace, name)).filter(
    (element) => element.parentNode === parent,
  );

const parse = (xml: string): Element | undefined => {
  try {
    const quiet = (): void => undefined;
    const refuse = (message: string): never => {
      throw new Error(message);
    };
    const errorHandler = { warning: quiet, error: refuse, fatalError: refuse };
    return new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml').documentElement;
  } catch {
    return undefined;
  }
};

/**
 * The XML a signature covers, if one of the certificates made it. Only what this returns may be
 * read: the rest of the document could have been wrapped around it by anybody.
 */
const signedXml = (
  xml: string,
  signature: Element,
  certificates: readonly string[],
): string | undefined => {
  for (const publicCert of certificates) {
    // A certificate inside the signature proves nothing.
    const checker = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    try {
      checker.loadSignature(signature);
      const [signed, ...more] = checker.checkSignature(xml) ? checker.getSignedReferences() : [];
      if (signed !== undefined && more.length === 0) return signed;
    } catch {
      // Made by another key, or with an algorithm that is not accepted: the next certificate.
    }
  }
  return undefined;
};

const idOf = (element: Element | undefined): string | undefined =>
  element?.getAttribute('ID') || undefined;

const UNREADABLE = 'Invalid base64 SAMLResponse';

/** Decodes a SAML response and checks its signature, on the response or on its assertion. */
export const openSamlResponse = (
  encoded: string,
  { issuer, certificates }: SamlProvider,
): Outcome<Assertion> => {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  const response = parse(xml);
  if (response?.namespaceURI !== PROTOCOL || response.localName !== 'Response') {
    return fail(invalidIdentityToken(UNREADABLE));
  }
  const [status] = children(response, PROTOCOL, 'Status').flatMap((element) =>
    children(element, PROTOCOL, 'StatusCode'),
  );
  if (status?.getAttribute('Value') !== SUCCESS) return fail(idpRejectedClaim());
  const [assertion, ...others] = children(response, SAML, 'Assertion');
  if (assertion === undefined || others.length > 0) return fail(invalidIdentityToken(UNREADABLE));
  // AWS tells an unknown issuer before it looks at the signature.
  const [said] = children(assertion, SAML, 'Issuer');
  if (said?.textContent !== issuer) {
    return fail(invalidIdentityToken('Issuer not present in specified provider'));
  }
  const [whole] = [response, assertion].flatMap((element) =>
    children(element, SIGNATURE, 'Signature').map((signature) => ({ element, signature })),
  );
  const signed = whole && signedXml(xml, whole.signature, certificates);
  // A signature speaks for the element it lies in, not for one hidden elsewhere.
  if (signed === undefined || idOf(parse(signed)) !== idOf(whole?.element)) {
    return fail(invalidIdentityToken('Response signature invalid'));
  }
  const read = readAssertion(signed);
  return read === undefined ? fail(invalidIdentityToken(UNREADABLE)) : ok(read);
};

const AUDIENCES = ['https://signin.aws.amazon.com/saml', 'urn:amazon:webservices'];
const RECIPIENT = /^https:\/\/([a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml(\/.*)?$/;
const REDEEM_MS = 5 * 60_000;

/** Checks what an assertion says about time and place, at the server's time in milliseconds. */
export const checkAssertion = (assertion: Assertion, now: number): Outcome<undefined> => {
  if (!assertion.audiences.some((audience) => AUDIENCES.includes(audience))) {
    return fail(invalidIdentityToken('Response does not contain the required audience.'));
  }
  if (!assertion.recipients.some((recipient) => RECIPIENT.test(recipient))) {
    return fail(invalidIdentityToken('Response does not contain the required recipient.'));
  }
  if (now >= assertion.notOnOrAfter) return fail(expiredIdentityToken('Response has expired'));
  if (now >= assertion.issuedAt + REDEEM_MS) {
    return fail(expiredIdentityToken('Token must be redeemed within 5 minutes of issuance'));
  }
  return now < assertion.notBefore
    ? fail(invalidIdentityToken('Response is not yet valid'))
    : ok(undefined);
};
