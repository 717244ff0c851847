import XMLBuilder from 'fast-xml-builder';

/** A tree to be written as XML: an array repeats its element, a name starting with `@_` is an attribute. */
export type XmlNode =
  | string
  | number
  | boolean
  | readonly XmlNode[]
  | { readonly [name: string]: XmlNode | undefined };

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@_',
  suppressEmptyNode: true,
});

/** One element as text, without a declaration; undefined members are left out. */
export const xml = (root: { readonly [name: string]: XmlNode }): string => builder.build(root);

/** A list as IAM and STS write it: `<Name><member>…</member></Name>`, or `<Name/>`. */
export const members = (items: readonly XmlNode[]): XmlNode =>
  items.length === 0 ? '' : { member: items };
