import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAuthority } from './certificates.ts';
import { createOidcProvider } from './oidc-identity-provider.ts';
import { createProxy } from './proxy.ts';
import { AWS, environment, json, newFolder, QUIET, run, type Environment } from './run-client.ts';
import { createSamlProvider } from './saml-identity-provider.ts';
import type { LocalAws } from './server.ts';
import { ACCOUNT, allow, arnOf, ending, keysOf, role, start, user, worldWith } from './support.ts';

/** Debian's awscli with identities from elsewhere. */

const cli = (aws: LocalAws, args: readonly string[], env?: Environment) =>
  run(AWS, [...args, '--endpoint-url', aws.url, '--region', 'us-east-1', '--output', 'json'], {
    env: env ?? environment(keysOf(aws.world())),
  });

const trusting = (provider: string, action: string) => ({
  Version: '2012-10-17' as const,
  Statement: {
    Effect: 'Allow' as const,
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:${provider}` },
    Action: action,
  },
});

describe('awscli', () => {
  test('takes a role with the token in AWS_WEB_IDENTITY_TOKEN_FILE, read anew each time', async () => {
    const idp = await createOidcProvider();
    const trust = trusting('oidc-provider/id.example.test/acme', 'sts:AssumeRoleWithWebIdentity');
    // Botocore's own call for the role heeds no configured endpoint: it must be led here.
    const host = 'sts.eu-west-1.amazonaws.com';
    const authority = await createAuthority();
    const aws = await start({
      tls: await authority.certify([host]),
      world: worldWith([user()], [role('deploy', { trust })], { oidcProviders: [idp.provider] }),
    });
    const proxy = await ending(createProxy({ routes: { [`${host}:443`]: aws.port } }));
    const folder = await newFolder();
    await writeFile(join(folder, 'ca.pem'), authority.certificate);
    const whoami = async (token: string) => {
      await writeFile(join(folder, 'token'), token);
      return run(AWS, ['sts', 'get-caller-identity', '--output', 'json'], {
        env: {
          ...QUIET,
          AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
          AWS_ROLE_ARN: arnOf('deploy'),
          AWS_ROLE_SESSION_NAME: 'build-7',
          AWS_REGION: 'eu-west-1',
          AWS_CA_BUNDLE: join(folder, 'ca.pem'),
          HTTPS_PROXY: proxy.url,
        },
      });
    };
    expect(json(await whoami(await idp.token()))).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/build-7`,
    });
    const refused = await whoami(await idp.token({ flaw: 'wrong-audience' }));
    expect(refused.stderr).toContain(
      'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
    );
  });

  test('takes a role with a SAML assertion', async () => {
    const idp = await createSamlProvider();
    const trust = trusting('saml-provider/acme-login', 'sts:AssumeRoleWithSAML');
    const aws = await start({
      world: worldWith([user()], [role('analyst', { trust })], { samlProviders: [idp.provider] }),
    });
    const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/acme-login`;
    const file = join(await newFolder(), 'assertion');
    await writeFile(
      file,
      await idp.respond({ roles: [{ role: arnOf('analyst'), provider }], subject: 'ada' }),
    );
    const args = ['sts', 'assume-role-with-saml', '--role-arn', arnOf('analyst')];
    args.push('--principal-arn', provider, '--saml-assertion', `file://${file}`);
    expect(json(await cli(aws, args, QUIET))).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/ada` },
      Subject: 'ada',
      SubjectType: 'persistent',
    });
  });

  test('makes a federated user', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow()] })]) });
    const args = ['sts', 'get-federation-token', '--name', 'guest'];
    const answer = json(await cli(aws, [...args, '--policy', JSON.stringify(allow('s3:*'))]));
    expect(answer).toMatchObject({
      FederatedUser: { Arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest` },
    });
  });

  test('has a refusal of EC2 explained', async () => {
    const policies = [allow('sts:DecodeAuthorizationMessage')];
    const aws = await start({ world: worldWith([user({ policies })]) });
    const refused = await cli(aws, ['ec2', 'run-instances', '--image-id', 'ami-1', '--dry-run']);
    const sealed = /Encoded authorization failure message: (\S+)/.exec(refused.stderr)?.[1] ?? '';
    // In one word: a message may begin with a dash, which the client takes for an option.
    const args = ['sts', 'decode-authorization-message', `--encoded-message=${sealed}`];
    const { DecodedMessage } = z
      .object({ DecodedMessage: z.string() })
      .parse(json(await cli(aws, args)));
    expect(JSON.parse(DecodedMessage)).toMatchObject({ context: { action: 'ec2:RunInstances' } });
  });
});
