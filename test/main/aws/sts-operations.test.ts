import { beforeAll, describe, expect, it } from 'vitest';
import { reveal, secret } from '../../../app/secret.ts';
import type { CallContext, Granted } from '../../../app/ports.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { createStsOperations } from '../../../main/aws/sts-operations.ts';
import {
  createOidcProvider,
  type OidcIdentityProvider,
} from '../../local-aws/oidc-identity-provider.ts';
import {
  createSamlProvider,
  type SamlIdentityProvider,
} from '../../local-aws/saml-identity-provider.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  role,
  start,
  user,
  worldWith,
} from '../../local-aws/support.ts';
import { everyFault, directly, rawServer, userContext } from './aws-calls.ts';

const operations = createStsOperations(directly());
const sts = createSts(directly());
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/acme-login`;
const ISSUER = 'https://id.example.test/acme';
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/id.example.test/acme`;
const noPolicies = { policy: null, policyArns: [] };

let saml: SamlIdentityProvider;
let oidc: OidcIdentityProvider;
beforeAll(async () => {
  [saml, oidc] = await Promise.all([createSamlProvider(), createOidcProvider({ issuer: ISSUER })]);
});

const MANAGED = 'arn:aws:iam::aws:policy/Buckets';

/** Lets nobody in who leaves out any of what a profile cannot hold. */
const demanding = role('demanding', {
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: {
        StringEquals: {
          'sts:ExternalId': 'partner-7',
          'sts:RoleSessionName': 'ada@laptop',
          'sts:SourceIdentity': 'ada',
          'aws:RequestTag/team': 'red',
          'sts:TransitiveTagKeys': 'team',
        },
      },
    },
  },
  policies: [allow()],
  maxSessionDuration: 7200,
});

const trusting = (provider: string, action: string) => ({
  Version: '2012-10-17' as const,
  Statement: { Effect: 'Allow' as const, Principal: { Federated: provider }, Action: [action] },
});

const startAws = (): Promise<LocalAws> =>
  start({
    world: {
      managedPolicies: [{ arn: MANAGED, document: allow('s3:*') }],
      ...worldWith(
        [user({ policies: [allow()] })],
        [
          demanding,
          role('dev', { policies: [allow()] }),
          role('analyst', { trust: trusting(SAML, 'sts:AssumeRoleWithSAML') }),
          role('deploy', { trust: trusting(OIDC, 'sts:AssumeRoleWithWebIdentity') }),
        ],
        { samlProviders: [saml.provider], oidcProviders: [oidc.provider] },
      ),
    },
  });

const unsigned = (aws: LocalAws) => ({
  endpoint: { region: 'us-east-1', url: aws.url, caBundle: null },
  skew: 0,
});

const signedBy = (aws: LocalAws, { credentials }: Granted): CallContext => ({
  ...unsigned(aws),
  signer: credentials,
});

describe('AssumeRole', () => {
  const input = {
    roleArn: arnOf('demanding'),
    roleSessionName: 'ada@laptop',
    durationSeconds: 7200,
    externalId: 'partner-7',
    serialNumber: null,
    tokenCode: null,
    policy: JSON.stringify(allow('s3:*', 'sts:*')),
    policyArns: [MANAGED],
    sourceIdentity: 'ada',
    tags: [{ key: 'team', value: 'red' }],
    transitiveTagKeys: ['team'],
  };

  it('sends every argument and keeps all that STS says (BO2, BO10)', async () => {
    const aws = await startAws();
    const { outcome } = await operations.assumeRole(userContext(aws), input);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.value).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/demanding/ada@laptop`,
      packedPolicySize: expect.any(Number),
      about: { id: expect.stringMatching(/^AROA\w+:ada@laptop$/), sourceIdentity: 'ada' },
    });
    const left = outcome.value.credentials.expiresAt - aws.now();
    expect(left / 1000).toBeCloseTo(7200, -2);
  });

  it('narrowed by a policy may do no more than that', async () => {
    const aws = await startAws();
    const { outcome } = await operations.assumeRole(userContext(aws), input);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    const { accessKeyId, secretAccessKey, sessionToken } = outcome.value.credentials;
    const keys = {
      accessKeyId,
      secretAccessKey: reveal(secretAccessKey),
      sessionToken: reveal(sessionToken),
    };
    expect((await call(aws, { service: 's3', keys })).status).toBe(200);
    const params = { Action: 'ListUsers', Version: '2010-05-08' };
    expect((await call(aws, { service: 'iam', keys, params })).code).toBe('AccessDenied');
  });

  it.each([
    ['the external id', { externalId: null }],
    ['the source identity', { sourceIdentity: null }],
    ['the tags', { tags: [], transitiveTagKeys: [] }],
    ['the transitive tags', { transitiveTagKeys: [] }],
    ['the session name', { roleSessionName: 'ada' }],
  ])('without %s is not let in by a role that asks for it', async (_, without) => {
    const aws = await startAws();
    const { outcome } = await operations.assumeRole(userContext(aws), { ...input, ...without });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'AccessDenied' } });
  });

  it('leaves out what was not given', async () => {
    const aws = await startAws();
    const { outcome } = await operations.assumeRole(userContext(aws), {
      ...input,
      ...noPolicies,
      roleArn: arnOf('dev'),
      durationSeconds: null,
      externalId: null,
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: { packedPolicySize: null, about: { sourceIdentity: null } },
    });
  });
});

describe('AssumeRoleWithSAML', () => {
  it('is not signed, and says whom the provider vouched for (BO3)', async () => {
    const aws = await startAws();
    const assertion = await saml.respond({ roles: [{ role: arnOf('analyst'), provider: SAML }] });
    const { outcome } = await operations.assumeRoleWithSaml(
      unsigned(aws),
      { roleArn: arnOf('analyst'), principalArn: SAML, durationSeconds: 900, ...noPolicies },
      secret(assertion),
    );
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/ada`,
        about: {
          id: expect.stringMatching(/^AROA\w+:ada$/),
          subject: 'ada',
          subjectType: 'persistent',
          audience: 'https://signin.aws.amazon.com/saml',
          provider: saml.provider.issuer,
          nameQualifier: expect.any(String),
        },
      },
    });
    expect(aws.log()).toMatchObject([
      { action: 'AssumeRoleWithSAML', principal: undefined, region: undefined },
    ]);
  });

  it('with an assertion that ended says so by AWS’s code', async () => {
    const aws = await startAws();
    const assertion = await saml.respond({
      roles: [{ role: arnOf('analyst'), provider: SAML }],
      flaw: 'expired',
    });
    const { outcome } = await operations.assumeRoleWithSaml(
      unsigned(aws),
      { roleArn: arnOf('analyst'), principalArn: SAML, durationSeconds: null, ...noPolicies },
      secret(assertion),
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'aws', status: 400 } });
    expect(JSON.stringify(outcome)).not.toContain(assertion.slice(0, 40));
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const input = {
    roleArn: arnOf('deploy'),
    roleSessionName: 'build-7',
    providerId: null,
    durationSeconds: 900,
    ...noPolicies,
  };

  it('is not signed, and says whose token it was (BO4)', async () => {
    const aws = await startAws();
    const token = await oidc.token({ subject: 'repo:acme/site' });
    const { outcome } = await operations.assumeRoleWithWebIdentity(
      unsigned(aws),
      input,
      secret(token),
    );
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.value).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/build-7`,
      about: { subject: 'repo:acme/site', audience: 'sts.amazonaws.com', provider: ISSUER },
    });
    expect(aws.log()).toMatchObject([{ principal: undefined, region: undefined }]);
    const caller = await sts.getCallerIdentity(signedBy(aws, outcome.value));
    expect(caller.outcome).toMatchObject({ ok: true, value: { arn: outcome.value.arn } });
  });

  it('hands the provider’s id on', async () => {
    const aws = await startAws();
    const { outcome } = await operations.assumeRoleWithWebIdentity(
      unsigned(aws),
      { ...input, providerId: 'www.amazon.com' },
      secret('Atza|unknown'),
    );
    expect(outcome.ok).toBe(false);
    const withoutId = await operations.assumeRoleWithWebIdentity(
      unsigned(aws),
      input,
      secret('Atza|unknown'),
    );
    expect(JSON.stringify(withoutId.outcome)).not.toBe(JSON.stringify(outcome));
  });

  it('keeps a token that AWS repeats out of the failure', async () => {
    const token = 'planted.web.identity-token';
    const server = await rawServer((response) => {
      response.writeHead(400, { 'Content-Type': 'text/xml' });
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code><Message>bad: ${token}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
      );
    });
    const { endpoint, skew } = server.context;
    const { outcome } = await operations.assumeRoleWithWebIdentity(
      { endpoint, skew },
      input,
      secret(token),
    );
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'InvalidIdentityToken', message: 'bad: [secret]' },
    });
    expect(server.requests()).toBe(1);
  });
});

describe('GetFederationToken', () => {
  it('gives a user of its own, with ARN, id and policy size (BO5, BO10)', async () => {
    const aws = await startAws();
    const { outcome } = await operations.getFederationToken(userContext(aws), {
      name: 'guest',
      durationSeconds: 129_600,
      policy: JSON.stringify(allow('s3:*')),
      policyArns: [],
      tags: [{ key: 'team', value: 'red' }],
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.value).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
      packedPolicySize: expect.any(Number),
      about: { id: `${ACCOUNT}:guest` },
    });
    const left = outcome.value.credentials.expiresAt - aws.now();
    expect(left / 1000).toBeCloseTo(129_600, -2);
  });
});

describe('DecodeAuthorizationMessage', () => {
  const sealedBy = async (aws: LocalAws): Promise<string> => {
    const keys = await sessionKeys(aws);
    const params = { Action: 'RunInstances', Version: '2016-11-15' };
    const { body } = await call(aws, { service: 'ec2', params, keys });
    return /Encoded authorization failure message: ([^<\s]+)/.exec(body)?.[1] ?? '';
  };

  /** A role that may ask STS and start no machine. */
  const sessionKeys = async (aws: LocalAws) => {
    const { credentials } = await narrowed(aws);
    return {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: reveal(credentials.secretAccessKey),
      sessionToken: reveal(credentials.sessionToken),
    };
  };

  const narrowed = async (aws: LocalAws): Promise<Granted> => {
    const { outcome } = await operations.assumeRole(userContext(aws), {
      roleArn: arnOf('dev'),
      roleSessionName: 'ada',
      durationSeconds: null,
      externalId: null,
      serialNumber: null,
      tokenCode: null,
      policy: JSON.stringify(allow('sts:*')),
      policyArns: [],
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    return outcome.value;
  };

  it('tells what was denied, to the denied role and to the long-term key (BO7)', async () => {
    const aws = await startAws();
    const message = await sealedBy(aws);
    for (const context of [signedBy(aws, await narrowed(aws)), userContext(aws)]) {
      // oxlint-disable-next-line no-await-in-loop
      const { outcome } = await operations.decodeAuthorizationMessage(context, message);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      expect(JSON.parse(outcome.value)).toMatchObject({ allowed: false });
    }
  });

  it('a session of GetSessionToken may not', async () => {
    const aws = await startAws();
    const message = await sealedBy(aws);
    const session = await sts.getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: null,
    });
    if (!session.outcome.ok) throw new Error(JSON.stringify(session));
    const { outcome } = await operations.decodeAuthorizationMessage(
      signedBy(aws, session.outcome.value),
      message,
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'aws', status: 403 } });
  });

  it('what is no such message is refused by AWS’s code', async () => {
    const aws = await startAws();
    const { outcome } = await operations.decodeAuthorizationMessage(userContext(aws), 'nonsense');
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'InvalidAuthorizationMessageException' },
    });
  });
});

describe('one request, whatever happens', () => {
  const calls = {
    AssumeRole: (context: CallContext) =>
      operations.assumeRole(context, {
        roleArn: arnOf('dev'),
        roleSessionName: 'ada',
        durationSeconds: null,
        externalId: null,
        serialNumber: null,
        tokenCode: null,
        ...noPolicies,
        sourceIdentity: null,
        tags: [],
        transitiveTagKeys: [],
      }),
    AssumeRoleWithSAML: (context: CallContext) =>
      operations.assumeRoleWithSaml(
        context,
        { roleArn: arnOf('analyst'), principalArn: SAML, durationSeconds: null, ...noPolicies },
        secret('assertion'),
      ),
    AssumeRoleWithWebIdentity: (context: CallContext) =>
      operations.assumeRoleWithWebIdentity(
        context,
        {
          roleArn: arnOf('deploy'),
          roleSessionName: 'ci',
          providerId: null,
          durationSeconds: null,
          ...noPolicies,
        },
        secret('token'),
      ),
    GetFederationToken: (context: CallContext) =>
      operations.getFederationToken(context, {
        name: 'guest',
        durationSeconds: null,
        ...noPolicies,
        tags: [],
      }),
    DecodeAuthorizationMessage: (context: CallContext) =>
      operations.decodeAuthorizationMessage(context, 'encoded'),
  };
  describe.each(Object.entries(calls))('%s', (_, make) => {
    it.each(everyFault)('%s', async (kind, failure) => {
      const aws = await startAws();
      aws.addFault({ operation: '*', times: null, fault: { kind } });
      const { outcome } = await make(userContext(aws));
      expect(outcome).toMatchObject({ ok: false, failure });
      expect(aws.log()).toHaveLength(1);
    });
  });
});
