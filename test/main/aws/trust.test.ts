import { request } from 'node:https';
import { expect, it, onTestFinished } from 'vitest';
import { dropTrustOverride } from '../../../main/aws/trust.ts';
import { createAuthority } from '../../local-aws/certificates.ts';
import { start } from '../../local-aws/support.ts';

/** What becomes of a request by a library that knows nothing of us: its status, or the code of its failure. */
const outcomeOf = (url: string): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(url, { agent: false }, (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    sent.on('error', (error) => resolve('code' in error ? String(error.code) : error.name));
    sent.end();
  });

it('checks certificates although the environment says not to (BO9)', async () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  onTestFinished(() => {
    dropTrustOverride(process.env);
    if (before !== undefined) process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  });
  const authority = await createAuthority();
  const aws = await start({ tls: await authority.certify() });
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  expect(await outcomeOf(aws.url)).toMatch(/^\d{3}$/);
  dropTrustOverride(process.env);
  expect(await outcomeOf(aws.url)).toMatch(/CERT|SIGNATURE|ISSUER/);
});
