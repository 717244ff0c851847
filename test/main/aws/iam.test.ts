import { describe, expect, it } from 'vitest';
import { createIam } from '../../../main/aws/iam.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { serialOf, start } from '../../local-aws/support.ts';
import { contextOf, directly, freshMfa, someKeys, userContext } from './aws-calls.ts';

describe('IAM', () => {
  it("finds the user's devices and the account's aliases", async () => {
    const aws = await start();
    const session = await createSts(directly()).getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: freshMfa(aws),
    });
    if (!session.outcome.ok) throw new Error('no session');
    const { accessKeyId, secretAccessKey, sessionToken } = session.outcome.value.credentials;
    const context = {
      ...userContext(aws),
      signer: { accessKeyId, secretAccessKey, sessionToken },
    };
    const iam = createIam(directly());
    expect((await iam.listMfaDevices(context)).outcome).toEqual({
      ok: true,
      value: [serialOf(aws.world())],
    });
    expect((await iam.listAccountAliases(context)).outcome).toEqual({
      ok: true,
      value: ['acme-dev'],
    });
  });

  it('says who refused and how', async () => {
    const aws = await start();
    const answer = await createIam(directly()).listMfaDevices(contextOf(aws.url, someKeys));
    expect(answer.outcome).toMatchObject({
      ok: false,
      failure: { kind: 'aws', code: 'InvalidClientTokenId', status: 403 },
    });
    expect(aws.log()).toHaveLength(1);
  });
});
