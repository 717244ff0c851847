import { randomBytes, randomUUID } from 'node:crypto';
import { EC2 } from './ec2.ts';
import type { AwsError, Service } from './errors.ts';
import { IAM } from './iam.ts';
import { S3_XMLNS } from './s3.ts';
import { STS } from './sts.ts';
import { xml, type XmlNode } from './xml.ts';

/** A finished answer, before any fault spoils it. */
export type Reply = {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * `aws` answers as AWS does. `foreign` answers as other servers that speak STS: bare errors with
 * empty messages, fractional seconds in Expiration, ARNs without an account (aws-rules, "Errors").
 */
export type Dialect = 'aws' | 'foreign';

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const namespaceOf = (service: 'sts' | 'iam'): string => (service === 'sts' ? STS : IAM).xmlns;

const queryReply = (status: number, requestId: string, body: string): Reply => ({
  status,
  contentType: 'text/xml',
  headers: { 'x-amzn-RequestId': requestId },
  body,
});

const s3Reply = (status: number, body: string, ids: S3Ids): Reply => ({
  status,
  contentType: 'application/xml',
  headers: { 'x-amz-request-id': ids.request, 'x-amz-id-2': ids.host, Server: 'AmazonS3' },
  body: XML_DECLARATION + body,
});

type S3Ids = { readonly request: string; readonly host: string };

const s3Ids = (): S3Ids => ({
  request: randomBytes(8).toString('hex').toUpperCase(),
  host: randomBytes(56).toString('base64'),
});

const isBranch = (node: XmlNode): node is { readonly [name: string]: XmlNode | undefined } =>
  typeof node === 'object' && !Array.isArray(node);

const foreignText = (name: string, text: string): string => {
  // A second less and a fraction more, so that what is stated is never later than the truth.
  if (name === 'Expiration') {
    return new Date(Date.parse(text) - 1000).toISOString().replace('.000Z', '.987654321Z');
  }
  return name === 'Arn' ? text.replace(/:\d{12}:/, '::') : text;
};

/** Rewrites a result in the way of a foreign server. */
const foreign = (node: XmlNode): XmlNode => {
  if (Array.isArray(node)) return node.map(foreign);
  if (!isBranch(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) => [
      name,
      typeof child === 'string'
        ? foreignText(name, child)
        : child === undefined
          ? undefined
          : foreign(child),
    ]),
  );
};

/** The answer to an operation of STS or IAM that was carried out. */
export const querySuccess = (
  service: 'sts' | 'iam',
  action: string,
  result: XmlNode,
  dialect: Dialect,
): Reply => {
  const requestId = randomUUID();
  const shown = dialect === 'foreign' ? foreign(result) : result;
  const body = xml({
    [`${action}Response`]: {
      '@_xmlns': namespaceOf(service),
      [`${action}Result`]: shown === '' ? undefined : shown,
      ResponseMetadata: { RequestId: requestId },
    },
  });
  return queryReply(200, requestId, body);
};

/** The answer of EC2: no result element around what it says. */
export const ec2Success = (action: string, result: XmlNode): Reply => {
  const requestId = randomUUID();
  const body = xml({
    [`${action}Response`]: {
      '@_xmlns': EC2.xmlns,
      requestId,
      ...(isBranch(result) ? result : {}),
    },
  });
  return queryReply(200, requestId, XML_DECLARATION + body);
};

export const s3Success = (root: string, content: XmlNode): Reply =>
  s3Reply(
    200,
    xml({ [root]: { '@_xmlns': S3_XMLNS, ...(isBranch(content) ? content : {}) } }),
    s3Ids(),
  );

/** A refusal, in the form of its service. */
export const errorReply = (service: Service, error: AwsError, dialect: Dialect): Reply => {
  if (dialect === 'foreign') {
    const body = xml({ Error: { Code: error.code, Message: '' } });
    return { status: error.status, contentType: 'application/xml', headers: {}, body };
  }
  if (service === 's3') {
    const ids = s3Ids();
    const { code, message } = error;
    return s3Reply(
      error.status,
      xml({ Error: { Code: code, Message: message, RequestId: ids.request, HostId: ids.host } }),
      ids,
    );
  }
  const requestId = randomUUID();
  if (service === 'ec2') {
    const { code, message } = error;
    const body = xml({
      Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId },
    });
    return queryReply(error.status, requestId, XML_DECLARATION + body);
  }
  const body = xml({
    ErrorResponse: {
      '@_xmlns': namespaceOf(service),
      Error: { Type: error.fault, Code: error.code, Message: error.message },
      RequestId: requestId,
    },
  });
  return queryReply(error.status, requestId, body);
};
