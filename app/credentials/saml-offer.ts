import { XMLParser } from 'fast-xml-parser';
import type { Instant, Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseTimestamp } from './timestamp.ts';

/** A role that an assertion vouches for, and the provider that AWS knows it by. */
export type OfferedRole = { readonly roleArn: string; readonly principalArn: string };

/** What an assertion says of itself. Nobody checked its signature: AWS does. */
export type SamlOffer = {
  /** In the order of the assertion, each once. */
  readonly roles: readonly OfferedRole[];
  /** From when on AWS does not take it, by the provider's clock; null: it does not say. */
  readonly endsAt: Instant | null;
  /** How long the provider lets a session last, in s; null: AWS's default. */
  readonly sessionSeconds: Seconds | null;
};

export type SamlFlaw = 'not-xml' | 'no-assertion' | 'encrypted' | 'no-roles';

const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';

/** Real ones offer some dozens. */
const MOST_ROLES = 1000;

/** A node as the parser gives it: its children and attributes by name, without prefixes. */
type Node = { readonly [name: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const childrenOf = (node: Node, name: string): readonly unknown[] => {
  const found = node[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
};

const nodesOf = (node: Node, name: string): readonly Node[] =>
  childrenOf(node, name).filter(isNode);

const textOf = (value: unknown): string => {
  const text = isNode(value) ? value['#text'] : value;
  return typeof text === 'string' ? text.trim() : '';
};

/** The values of an attribute of AWS's. */
const valuesOf = (assertion: Node, name: string): readonly string[] =>
  nodesOf(assertion, 'AttributeStatement')
    .flatMap((statement) => nodesOf(statement, 'Attribute'))
    .filter((attribute) => attribute['@Name'] === `${ATTRIBUTES}${name}`)
    .flatMap((attribute) => childrenOf(attribute, 'AttributeValue'))
    .map(textOf);

/** "ROLE,PROVIDER" in either order, as AWS takes it. */
const roleIn = (text: string): readonly OfferedRole[] => {
  const parts = text.split(',').map((part) => part.trim());
  const roleArn = parts.find((part) => part.includes(':role/'));
  const principalArn = parts.find((part) => part.includes(':saml-provider/'));
  return roleArn === undefined || principalArn === undefined ? [] : [{ roleArn, principalArn }];
};

const instantOf = (text: unknown): Instant | null =>
  typeof text === 'string' ? parseTimestamp(text.trim()) : null;

const earliest = (instants: readonly (Instant | null)[]): Instant | null => {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
};

const endOf = (assertion: Node): Instant | null =>
  earliest([
    ...nodesOf(assertion, 'Conditions').map((one) => instantOf(one['@NotOnOrAfter'])),
    ...nodesOf(assertion, 'Subject')
      .flatMap((subject) => nodesOf(subject, 'SubjectConfirmation'))
      .flatMap((confirmation) => nodesOf(confirmation, 'SubjectConfirmationData'))
      .map((data) => instantOf(data['@NotOnOrAfter'])),
  ]);

const parse = (xml: string): Node | null => {
  try {
    const parsed: unknown = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      // Nothing is looked up or expanded: the text comes from outside.
      processEntities: false,
      parseTagValue: false,
      parseAttributeValue: false,
    }).parse(xml);
    return isNode(parsed) ? parsed : null;
  } catch {
    return null;
  }
};

/**
 * The roles that a SAML response offers (BO3), so that nobody has to type two ARNs. Only read for the choice: whether
 * it is genuine AWS decides.
 */
export const samlOffer = (xml: string): Result<SamlOffer, SamlFlaw> => {
  const document = parse(xml);
  if (document === null || !xml.trimStart().startsWith('<')) return fail('not-xml');
  const response = nodesOf(document, 'Response')[0];
  const within = response ?? document;
  const assertion = nodesOf(within, 'Assertion')[0];
  if (assertion === undefined)
    return fail('EncryptedAssertion' in within ? 'encrypted' : 'no-assertion');
  const roles = new Map(
    valuesOf(assertion, 'Role')
      .flatMap(roleIn)
      .map((role) => [`${role.roleArn},${role.principalArn}`, role]),
  );
  if (roles.size === 0) return fail('no-roles');
  const seconds = Number(valuesOf(assertion, 'SessionDuration')[0] ?? Number.NaN);
  return ok({
    roles: [...roles.values()].slice(0, MOST_ROLES),
    endsAt: endOf(assertion),
    sessionSeconds: Number.isInteger(seconds) && seconds > 0 ? seconds : null,
  });
};
