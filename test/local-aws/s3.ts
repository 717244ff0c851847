import { fail, ok } from '../../app/result.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import type { Caller } from './caller.ts';
import { accessDenied, s3NotImplemented, type Outcome } from './errors.ts';
import type { ServiceDeps } from './operation.ts';
import type { ReceivedRequest } from './sigv4.ts';
import type { XmlNode } from './xml.ts';

export const S3_XMLNS = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** The operation an S3 request asks for, by method and path; only what this server knows. */
export const s3Operation = ({ method, path }: ReceivedRequest): string =>
  method === 'GET' && path === '/' ? 'ListBuckets' : 'Unknown';

const listBuckets = (deps: ServiceDeps, caller: Caller): Outcome<XmlNode> => {
  const action = 's3:ListAllMyBuckets';
  const decision = decide(deps.world(), caller, {
    action,
    resource: '*',
    context: requestContext(deps.world(), caller, { now: deps.clock.now() }),
  });
  if (!decision.allowed) {
    const wish = { action, denial: decision };
    return fail(accessDenied(notAuthorized(deps.world(), caller, wish, { explain: true })));
  }
  const buckets = caller.account.buckets.map(({ name, createdAt }) => ({
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
  }));
  return ok({
    Owner: { ID: `canonical-${caller.account.id}` },
    Buckets: buckets.length === 0 ? '' : { Bucket: buckets },
  });
};

/** Answers S3, path style: the list of the caller's own account's buckets. */
export const answerS3 = (
  operation: string,
  deps: ServiceDeps,
  caller: Caller,
): Outcome<{ readonly root: string; readonly content: XmlNode }> => {
  if (operation !== 'ListBuckets') return fail(s3NotImplemented());
  const listed = listBuckets(deps, caller);
  return listed.ok ? ok({ root: 'ListAllMyBucketsResult', content: listed.value }) : listed;
};
