import { describe, expect, it } from 'vitest';
import { secret } from '../../../app/secret.ts';
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

  it('ST9: names the user who signs, and says who may not list the others', async () => {
    const aws = await start();
    const iam = createIam(directly());
    const context = userContext(aws);
    expect((await iam.getUser(context)).outcome).toMatchObject({
      ok: true,
      value: { name: 'ada', id: expect.stringMatching(/^AIDA/) },
    });
    expect((await iam.listUsers(context)).outcome).toMatchObject({
      ok: false,
      failure: { kind: 'aws', code: 'AccessDenied' },
    });
  });

  it('learns from GetRole, with the role’s own credentials, how long it may last', async () => {
    const aws = await start();
    const role = aws.issueForRole('arn:aws:iam::111122223333:role/audit-12h', 'ada', 900);
    if (role === undefined) throw new Error('no such role');
    const context = {
      ...userContext(aws),
      signer: {
        accessKeyId: role.accessKeyId,
        secretAccessKey: secret(role.secretAccessKey),
        sessionToken: secret(role.sessionToken),
      },
    };
    expect((await createIam(directly()).getRole(context, 'audit-12h')).outcome).toEqual({
      ok: true,
      value: { maxSessionDuration: 43_200 },
    });
  });
});
