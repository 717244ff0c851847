import { detailAbout, ownDetail } from '../../../app/detail.ts';
import { describe, expect, it, vi } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { serialOf, start } from '../../local-aws/support.ts';
import {
  contextOf,
  directly,
  freshMfa,
  rawServer,
  sessionReply,
  someKeys,
  userContext,
} from './aws-calls.ts';

const sts = createSts(directly());
const withoutCode = { durationSeconds: 3600, mfa: null };

const credentials = {
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'secret',
  SessionToken: 'token==',
  Expiration: '2026-01-02T03:04:05Z',
};

const refusedCode = { serial: 'arn:aws:iam::111122223333:mfa/ada', code: '000000' };

describe('STS', () => {
  it('gives a session for a code, with the expiry STS states', async () => {
    const aws = await start();
    const { outcome } = await sts.getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: freshMfa(aws),
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = outcome.value.credentials;
    expect(accessKeyId).toMatch(/^ASIA/);
    expect(Math.abs(expiresAt - aws.now() - 900_000)).toBeLessThan(5000);
    const caller = await sts.getCallerIdentity(
      contextOf(aws.url, {
        accessKeyId,
        secretAccessKey: reveal(secretAccessKey),
        sessionToken: reveal(sessionToken),
      }),
    );
    expect(caller.outcome).toMatchObject({ ok: true, value: { account: '111122223333' } });
  });

  it('gives a role for session credentials, and says who they are', async () => {
    const aws = await start();
    const session = await sts.getSessionToken(userContext(aws), {
      durationSeconds: 3600,
      mfa: freshMfa(aws),
    });
    if (!session.outcome.ok) throw new Error('no session');
    const { accessKeyId, secretAccessKey, sessionToken } = session.outcome.value.credentials;
    const { outcome } = await sts.assumeRole(
      { ...userContext(aws), signer: { accessKeyId, secretAccessKey, sessionToken } },
      {
        roleArn: 'arn:aws:iam::777788889999:role/partner-billing',
        roleSessionName: 'ada@host',
        durationSeconds: 3600,
        externalId: 'acme/billing:2291',
        mfa: null,
      },
    );
    expect(outcome).toMatchObject({
      ok: true,
      value: { arn: 'arn:aws:sts::777788889999:assumed-role/partner-billing/ada@host' },
    });
  });

  it('keeps the secrets out of sight', async () => {
    const aws = await start();
    const answer = await sts.getSessionToken(userContext(aws), withoutCode);
    if (!answer.outcome.ok) throw new Error('no session');
    const { secretAccessKey, sessionToken } = answer.outcome.value.credentials;
    const seen = JSON.stringify(answer);
    expect(seen).not.toContain(reveal(secretAccessKey));
    expect(seen).not.toContain(reveal(sessionToken));
    expect(seen).toContain('[secret]');
  });

  it('keeps a session token out of sight that AWS repeats in its answer', async () => {
    const { context } = await rawServer((response, request) => {
      const token = String(request.headers['x-amz-security-token']);
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
          `<Code>SignatureDoesNotMatch</Code><Message>The Canonical String for this request should have been\n` +
          `'POST\n/\n\nhost:127.0.0.1\nx-amz-security-token:${token}\n'</Message></Error>` +
          `<RequestId>7d0d0c6a</RequestId></ErrorResponse>`,
      );
    });
    const sessionToken = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN==';
    const { outcome } = await sts.getCallerIdentity(
      contextOf(context.endpoint.url ?? '', { ...someKeys, sessionToken }),
    );
    const seen = JSON.stringify(outcome);
    expect(seen).toContain('SignatureDoesNotMatch');
    expect(seen).toContain('x-amz-security-token:[secret]');
    expect(seen).not.toContain(sessionToken);
  });

  it("hands on AWS's own code, text, status and request id", async () => {
    const aws = await start();
    const { outcome } = await sts.getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: { ...freshMfa(aws), serial: `${serialOf(aws.world())}x` },
    });
    expect(outcome).toEqual({
      ok: false,
      failure: {
        kind: 'aws',
        code: 'AccessDenied',
        message: expect.stringContaining('MultiFactorAuthentication failed'),
        status: 403,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it('understands a bare error with an empty message', async () => {
    const aws = await start({ dialect: 'foreign' });
    const { outcome } = await sts.getCallerIdentity(contextOf(aws.url, someKeys));
    expect(outcome).toEqual({
      ok: false,
      failure: {
        kind: 'aws',
        code: 'InvalidClientTokenId',
        message: '',
        status: 403,
        requestId: null,
      },
    });
  });

  it('reads credentials of servers that write fractional seconds', async () => {
    const aws = await start({ dialect: 'foreign' });
    const { outcome } = await sts.getSessionToken(userContext(aws), withoutCode);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(Math.abs(outcome.value.credentials.expiresAt - aws.now() - 3_600_000)).toBeLessThan(
      5000,
    );
  });

  it("tells the server's time, with a success and with an error", async () => {
    const at = Date.now();
    const aws = await start({ clock: () => at });
    aws.setClockOffset(70);
    const good = await sts.getCallerIdentity(userContext(aws));
    const bad = await sts.getCallerIdentity(contextOf(aws.url, someKeys));
    for (const { serverTime } of [good, bad]) {
      expect(serverTime).toBe(Math.floor(aws.now() / 1000) * 1000);
    }
    expect([good.outcome.ok, bad.outcome.ok]).toEqual([true, false]);
  });

  it('signs with the corrected time, and never corrects it by a second request', async () => {
    const aws = await start();
    aws.setClockOffset(3600);
    const wrong = await sts.getCallerIdentity(userContext(aws));
    expect(wrong.outcome).toMatchObject({ ok: false, failure: { code: 'SignatureDoesNotMatch' } });
    const right = await sts.getCallerIdentity(userContext(aws, 3_600_000));
    expect(right.outcome.ok).toBe(true);
    expect(aws.log()).toHaveLength(2);
  });

  it('reads nothing of AWS in the environment', async () => {
    const aws = await start();
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS']) {
      vi.stubEnv(name, 'http://127.0.0.1:9');
    }
    vi.stubEnv('AWS_PROFILE', 'no-such-profile');
    vi.stubEnv('AWS_REGION', 'eu-nowhere-1');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '5');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    const { outcome } = await sts.getCallerIdentity(userContext(aws));
    vi.unstubAllEnvs();
    expect(outcome.ok).toBe(true);
    expect(aws.log()).toHaveLength(1);
  });
});

describe('one request, whatever happens', () => {
  it.each([
    ['throttling', 'Throttling', 400],
    ['internal-error', 'InternalFailure', 500],
  ] as const)('%s', async (kind, code, status) => {
    const aws = await start();
    aws.addFault({ operation: '*', times: null, fault: { kind } });
    const { outcome } = await sts.getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: freshMfa(aws),
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'aws', code, status } });
    expect(aws.log()).toHaveLength(1);
  });

  it.each(['reset-before', 'reset-after', 'truncated'] as const)(
    '%s is the network, not an answer',
    async (kind) => {
      const aws = await start();
      aws.addFault({ operation: '*', times: null, fault: { kind } });
      const { outcome } = await sts.getSessionToken(userContext(aws), {
        durationSeconds: 900,
        mfa: freshMfa(aws),
      });
      expect(outcome).toEqual({
        ok: false,
        failure: { kind: 'network', host: `127.0.0.1:${aws.port}`, code: 'ECONNRESET' },
      });
      expect(aws.log()).toHaveLength(1);
    },
  );

  it.each([
    [{ kind: 'broken-xml' }, ownDetail('no-whole-xml')],
    [{ kind: 'oversized' }, detailAbout('too-large', 1024 * 1024)],
    [{ kind: 'wrong-content-type' }, detailAbout('not-xml', 'text/html; charset=utf-8')],
  ] as const)('%o is a malformed reply', async (fault, detail) => {
    const aws = await start();
    aws.addFault({ operation: '*', times: null, fault });
    const { outcome } = await sts.getSessionToken(userContext(aws), withoutCode);
    expect(outcome).toEqual({
      ok: false,
      failure: { kind: 'malformed', detail },
    });
    expect(aws.log()).toHaveLength(1);
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'])(
    'a reply without %s is malformed, not half a credential',
    async (missing) => {
      const rest = Object.fromEntries(
        Object.entries(credentials).filter(([name]) => name !== missing),
      );
      const { context } = await rawServer((response) => {
        response.setHeader('Content-Type', 'text/xml');
        response.end(sessionReply(rest));
      });
      const { outcome } = await sts.getSessionToken(context, withoutCode);
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    },
  );

  it.each(['1767323045.5', 'soon', '2026-13-45T03:04:05Z'])(
    'an expiration that is no date is malformed: %s',
    async (Expiration) => {
      const { context } = await rawServer((response) => {
        response.setHeader('Content-Type', 'text/xml');
        response.end(sessionReply({ ...credentials, Expiration }));
      });
      const { outcome } = await sts.getSessionToken(context, withoutCode);
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    },
  );

  it.each(['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000000000Z', '2026-01-02T04:04:05+01:00'])(
    'an expiration is read in each way servers write it: %s',
    async (Expiration) => {
      const { context } = await rawServer((response) => {
        response.setHeader('Content-Type', 'text/xml; charset=utf-8');
        response.end(sessionReply({ ...credentials, Expiration }));
      });
      const { outcome } = await sts.getSessionToken(context, withoutCode);
      expect(outcome).toMatchObject({
        ok: true,
        value: { credentials: { expiresAt: Date.UTC(2026, 0, 2, 3, 4, 5) } },
      });
    },
  );

  it.each([
    [502, '<html><body>Bad gateway</body></html>', { kind: 'aws', code: 'HTTP 502', status: 502 }],
    [503, '', { kind: 'aws', code: 'HTTP 503', status: 503 }],
    [407, 'proxy says no', { kind: 'malformed' }],
    [302, '', { kind: 'malformed' }],
    [404, '<NoError/>', { kind: 'malformed' }],
    [200, '', { kind: 'malformed' }],
    [200, '<Other></Other>', { kind: 'malformed' }],
  ])('a reply %i "%s" is what it is and asked for once', async (status, body, failure) => {
    const server = await rawServer((response) => {
      response.writeHead(status, { 'Content-Type': 'text/xml', Location: 'http://127.0.0.1:9/' });
      response.end(body);
    });
    const { outcome } = await sts.getSessionToken(server.context, withoutCode);
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(server.requests()).toBe(1);
  });

  it('a server that is not there is the network', async () => {
    const { outcome, serverTime } = await sts.getCallerIdentity(
      contextOf('http://127.0.0.1:9', someKeys),
    );
    expect(outcome).toEqual({
      ok: false,
      failure: { kind: 'network', host: '127.0.0.1:9', code: 'ECONNREFUSED' },
    });
    expect(serverTime).toBeNull();
  });

  it('an endpoint that is no address fails as the network does, and not with a crash', async () => {
    const { outcome } = await sts.getCallerIdentity(contextOf('not an address', someKeys));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network' } });
  });

  it('a page that repeats the code does not bring it into the failure', async () => {
    const { context } = await rawServer((response) => {
      response.writeHead(400, { 'Content-Type': 'text/html' });
      response.end(`<html>TokenCode=${refusedCode.code}</html>`);
    });
    const { outcome } = await sts.getSessionToken(context, withoutCode);
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome)).not.toContain(refusedCode.code);
  });
});
