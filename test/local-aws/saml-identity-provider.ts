import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { createSigningCertificate } from './certificates.ts';
import { isoSeconds } from './clock.ts';
import type { SamlProvider } from './providers.ts';
import { xml, type XmlNode } from './xml.ts';

/** What can be wrong with a SAML response. Each is wrong in this one way only. */
export type ResponseFlaw =
  | 'expired'
  /** Not expired, but older than the five minutes AWS gives. */
  | 'stale'
  | 'not-yet-valid'
  | 'wrong-audience'
  | 'wrong-recipient'
  | 'wrong-issuer'
  /** The subject changed after signing. */
  | 'tampered'
  /** Signed by another key, whose certificate lies in the signature. */
  | 'wrong-signer'
  | 'unsigned'
  /** A forged assertion beside the signed one, which is hidden in an extension. */
  | 'wrapped'
  /** The provider says that the log-in failed. */
  | 'failed';

export type ResponseOptions = {
  /** Role and provider ARNs, as the Role attribute pairs them. */
  readonly roles: readonly { readonly role: string; readonly provider: string }[];
  readonly subject?: string;
  readonly subjectFormat?: 'persistent' | 'transient' | 'emailAddress';
  /** Undefined leaves the attribute out. */
  readonly sessionName?: string | undefined;
  /** Text, so that it may be a bad one; seconds. */
  readonly sessionDuration?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  /** How long the session may last, for SessionNotOnOrAfter. */
  readonly sessionSeconds?: number;
  /** What carries the signature; the assertion by default. */
  readonly sign?: 'assertion' | 'response';
  readonly flaw?: ResponseFlaw;
};

/** A SAML identity provider of a test. Its key is made when it is. */
export type SamlIdentityProvider = {
  /** For `samlProviders` of an account. */
  readonly provider: SamlProvider;
  /** A response for AssumeRoleWithSAML, in base64. */
  respond(options: ResponseOptions): Promise<string>;
};

const MINUTE_MS = 60_000;
const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';
const SIGN_IN = 'https://signin.aws.amazon.com/saml';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const FORMATS = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
} as const;

const attribute = (name: string, values: readonly string[]): XmlNode => ({
  '@_Name': name,
  'saml:AttributeValue': [...values],
});

const attributesOf = (options: ResponseOptions): readonly XmlNode[] => {
  const single = [
    [`${ATTRIBUTES}RoleSessionName`, 'sessionName' in options ? options.sessionName : 'ada'],
    [`${ATTRIBUTES}SessionDuration`, options.sessionDuration],
    [`${ATTRIBUTES}SourceIdentity`, options.sourceIdentity],
    ...Object.entries(options.tags ?? {}).map(
      ([key, value]) => [`${ATTRIBUTES}PrincipalTag:${key}`, value] as const,
    ),
  ] as const;
  const pairs = options.roles.map(({ role, provider }) => `${role},${provider}`);
  return [
    ...(pairs.length === 0 ? [] : [attribute(`${ATTRIBUTES}Role`, pairs)]),
    ...single.flatMap(([name, value]) => (value === undefined ? [] : [attribute(name, [value])])),
    ...(options.transitiveTagKeys === undefined
      ? []
      : [attribute(`${ATTRIBUTES}TransitiveTagKeys`, options.transitiveTagKeys)]),
  ];
};

type Times = { readonly issued: number; readonly from: number; readonly to: number };

const timesOf = (now: number, flaw: ResponseFlaw | undefined): Times => {
  switch (flaw) {
    case 'expired':
      return { issued: now - 3 * MINUTE_MS, from: now - 3 * MINUTE_MS, to: now - MINUTE_MS };
    case 'stale':
      return { issued: now - 6 * MINUTE_MS, from: now - 6 * MINUTE_MS, to: now + 30 * MINUTE_MS };
    case 'not-yet-valid':
      return { issued: now, from: now + MINUTE_MS, to: now + 5 * MINUTE_MS };
    default:
      return { issued: now, from: now - MINUTE_MS, to: now + 5 * MINUTE_MS };
  }
};

const assertionOf = (
  issuer: string,
  { issued, from, to }: Times,
  options: ResponseOptions,
): string => {
  const { flaw, subject = 'ada', subjectFormat = 'persistent', sessionSeconds } = options;
  return xml({
    'saml:Assertion': {
      '@_xmlns:saml': 'urn:oasis:names:tc:SAML:2.0:assertion',
      '@_ID': `_${randomUUID()}`,
      '@_Version': '2.0',
      '@_IssueInstant': isoSeconds(issued),
      'saml:Issuer': flaw === 'wrong-issuer' ? `${issuer}/elsewhere` : issuer,
      'saml:Subject': {
        'saml:NameID': { '@_Format': FORMATS[subjectFormat], '#text': subject },
        'saml:SubjectConfirmation': {
          '@_Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
          'saml:SubjectConfirmationData': {
            '@_NotOnOrAfter': isoSeconds(to),
            '@_Recipient': flaw === 'wrong-recipient' ? 'https://elsewhere.test/saml' : SIGN_IN,
          },
        },
      },
      'saml:Conditions': {
        '@_NotBefore': isoSeconds(from),
        '@_NotOnOrAfter': isoSeconds(to),
        'saml:AudienceRestriction': {
          'saml:Audience':
            flaw === 'wrong-audience' ? 'https://elsewhere.test' : 'urn:amazon:webservices',
        },
      },
      'saml:AuthnStatement': {
        '@_AuthnInstant': isoSeconds(issued),
        ...(sessionSeconds === undefined
          ? {}
          : { '@_SessionNotOnOrAfter': isoSeconds(issued + sessionSeconds * 1000) }),
        'saml:AuthnContext': {
          'saml:AuthnContextClassRef': 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
        },
      },
      'saml:AttributeStatement': { 'saml:Attribute': attributesOf(options) },
    },
  });
};

const responseAround = (
  content: string,
  { issuer, issued, failed }: { issuer: string; issued: number; failed: boolean },
): string => {
  const status = failed ? 'Responder' : 'Success';
  const opened = xml({
    'samlp:Response': {
      '@_xmlns:samlp': 'urn:oasis:names:tc:SAML:2.0:protocol',
      '@_ID': `_${randomUUID()}`,
      '@_Version': '2.0',
      '@_IssueInstant': isoSeconds(issued),
      '@_Destination': SIGN_IN,
      'saml:Issuer': {
        '@_xmlns:saml': 'urn:oasis:names:tc:SAML:2.0:assertion',
        '#text': issuer,
      },
      'samlp:Status': {
        'samlp:StatusCode': { '@_Value': `urn:oasis:names:tc:SAML:2.0:status:${status}` },
      },
    },
  });
  const end = '</samlp:Response>';
  return opened.slice(0, -end.length) + content + end;
};

const sign = (
  document: string,
  element: 'Assertion' | 'Response',
  { key, certificate }: { readonly key: string; readonly certificate: string },
): string => {
  const signer = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXC_C14N,
  });
  const xpath = `//*[local-name(.)='${element}']`;
  signer.addReference({
    xpath,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXC_C14N],
  });
  signer.computeSignature(document, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
};

/**
 * Puts a forged assertion in the signed one's place, with its signature, and the signed one where
 * nobody looks. The signature itself still holds.
 */
const wrapped = (signed: string): string => {
  const assertion = /<saml:Assertion[^]*<\/saml:Assertion>/.exec(signed)?.[0] ?? '';
  const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(assertion)?.[0] ?? '';
  const hidden = assertion.replace(signature, '');
  const forged = assertion
    .replace(/ID="[^"]*"/, `ID="_${randomUUID()}"`)
    .replace('>ada</saml:NameID>', '>eve</saml:NameID>');
  return signed.replace(assertion, `${forged}<samlp:Extensions>${hidden}</samlp:Extensions>`);
};

/** Makes a SAML identity provider. `now` gives milliseconds, as the local AWS's clock does. */
export const createSamlProvider = async ({
  name = 'acme-login',
  issuer = 'https://login.example.test/acme',
  now = Date.now,
}: {
  readonly name?: string;
  readonly issuer?: string;
  readonly now?: () => number;
} = {}): Promise<SamlIdentityProvider> => {
  const own = await createSigningCertificate(name);

  const document = async (options: ResponseOptions): Promise<string> => {
    const { flaw, sign: what = 'assertion' } = options;
    const times = timesOf(now(), flaw);
    const key = flaw === 'wrong-signer' ? await createSigningCertificate(name) : own;
    const assertion = assertionOf(issuer, times, options);
    const around = { issuer, issued: times.issued, failed: flaw === 'failed' };
    if (flaw === 'unsigned') return responseAround(assertion, around);
    if (what === 'response') return sign(responseAround(assertion, around), 'Response', key);
    return responseAround(sign(assertion, 'Assertion', key), around);
  };

  return {
    provider: { name, issuer, certificates: [own.certificate] },
    respond: async (options) => {
      const whole = await document(options);
      const spoilt =
        options.flaw === 'tampered'
          ? whole.replace('>ada</saml:NameID>', '>eve</saml:NameID>')
          : options.flaw === 'wrapped'
            ? wrapped(whole)
            : whole;
      return Buffer.from(spoilt).toString('base64');
    },
  };
};
