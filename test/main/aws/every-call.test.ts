import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../../app/ports.ts';
import { createIam } from '../../../main/aws/iam.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { start } from '../../local-aws/support.ts';
import { directly, everyFault, userContext } from './aws-calls.ts';

// Sessions, plain roles, callers and IAM under each fault; the other operations of STS have theirs beside them.

const lines = directly();
const sts = createSts(lines);
const iam = createIam(lines);

const calls = {
  GetSessionToken: (context: CallContext) =>
    sts.getSessionToken(context, { durationSeconds: 900, mfa: null }),
  AssumeRole: (context: CallContext) =>
    sts.assumeRole(context, {
      roleArn: 'arn:aws:iam::111122223333:role/dev-readonly',
      roleSessionName: 'ada',
      durationSeconds: 900,
      externalId: null,
      mfa: null,
    }),
  GetCallerIdentity: (context: CallContext) => sts.getCallerIdentity(context),
  ListMFADevices: (context: CallContext) => iam.listMfaDevices(context),
  ListAccountAliases: (context: CallContext) => iam.listAccountAliases(context),
  GetUser: (context: CallContext) => iam.getUser(context),
  ListUsers: (context: CallContext) => iam.listUsers(context),
  GetRole: (context: CallContext) => iam.getRole(context, 'dev-readonly'),
};

describe.each(Object.entries(calls))('%s is one request, whatever happens', (_name, make) => {
  it.each(everyFault)('%s', async (kind, failure) => {
    const aws = await start();
    aws.addFault({ operation: '*', times: null, fault: { kind } });
    const { outcome } = await make(userContext(aws));
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(aws.log()).toHaveLength(1);
  });

  it('a clock an hour behind: refused by AWS’s code, with the time by which the next is signed', async () => {
    const aws = await start();
    aws.setClockOffset(3600);
    const { outcome, serverTime } = await make(userContext(aws));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'SignatureDoesNotMatch' } });
    expect(Math.abs((serverTime ?? 0) - Date.now() - 3_600_000)).toBeLessThan(5000);
    expect((await make(userContext(aws, 3_600_000))).outcome).not.toMatchObject({
      failure: { code: 'SignatureDoesNotMatch' },
    });
  });
});
