import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { createMetadata } from '../local-aws/metadata.ts';
import { createOidcProvider } from '../local-aws/oidc-identity-provider.ts';
import { oidcProviderArn } from '../local-aws/providers.ts';
import { worldSchema, type World } from '../local-aws/world.ts';
import { keysOf } from '../local-aws/support.ts';
import { onStage } from '../support/stage.ts';

// Roles that begin outside the AWS files: started in the window without a code. What only other tools can start is
// shown with the reason, and none of it is ever run.

const ACCOUNT = '111122223333';
const VERSION = '2012-10-17';
const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const SOURCED = {
  'from-environment': 'credential_source = Environment',
  'from-container': 'credential_source = EcsContainer',
  'from-machine': 'credential_source = Ec2InstanceMetadata',
  'from-token': 'web_identity_token_file = TOKEN',
};

const trusting = (principal: Readonly<Record<string, string | string[]>>, action: string) => ({
  Version: VERSION,
  Statement: { Effect: 'Allow', Principal: principal, Action: action },
});

const roleOf = (name: string, number: number, trust: unknown) => ({
  name,
  id: `AROATESTSOURCES00000${number}`,
  trust,
});

type Provider = Awaited<ReturnType<typeof createOidcProvider>>;

/** The demo's, with a role that machines have, one that it and ada may take, and one for the provider's tokens. */
const worldOf = ({ provider }: Provider): World => {
  const world = demoWorld();
  const federated = oidcProviderArn({ partition: 'aws', accountId: ACCOUNT }, provider.issuer);
  const roles = [
    roleOf('task', 1, trusting({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, 'sts:AssumeRole')),
    roleOf(
      'sourced',
      2,
      trusting({ AWS: [arn('task'), `arn:aws:iam::${ACCOUNT}:user/ada`] }, 'sts:AssumeRole'),
    ),
    roleOf('vouched', 3, trusting({ Federated: federated }, 'sts:AssumeRoleWithWebIdentity')),
  ];
  const accounts = world.accounts.map((account) =>
    account.id === ACCOUNT
      ? { ...account, roles: [...account.roles, ...roles], oidcProviders: [provider] }
      : account,
  );
  return worldSchema.parse({ ...world, accounts });
};

test('profiles of all four sources start without a code; those of other tools say why they do not (BO4)', async () => {
  const provider = await createOidcProvider();
  const touched = (home: string): string => join(home, 'touched-by-a-credential-process');
  await onStage(
    {
      world: worldOf(provider),
      beside: async (aws, home) => {
        const metadata = await createMetadata(aws, { roleArn: arn('task') });
        const token = join(home, 'token');
        writeFileSync(token, await provider.token());
        const { accessKeyId, secretAccessKey } = keysOf(aws.world());
        const sourced = Object.entries(SOURCED).map(
          ([name, line]) => `[profile ${name}]
role_arn = ${arn(name === 'from-token' ? 'vouched' : 'sourced')}
endpoint_url = ${aws.url}
region = us-east-1
${line.replace('TOKEN', token)}
`,
        );
        return {
          env: {
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            AWS_CONTAINER_CREDENTIALS_FULL_URI: metadata.ecs.fullUri,
            AWS_CONTAINER_AUTHORIZATION_TOKEN: metadata.ecs.authorizationToken,
            AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.imds.endpoint,
          },
          config: `${sourced.join('')}
[profile by-process]
credential_process = /usr/bin/touch ${touched(home)}
[profile by-process-role]
role_arn = ${arn('sourced')}
source_profile = by-process
[profile by-sso]
sso_session = corp
sso_account_id = ${ACCOUNT}
sso_role_name = Reader
[profile by-login]
login_session = arn:aws:iam::${ACCOUNT}:user/ada
`,
          stop: metadata.stop,
        };
      },
    },
    async (stage) => {
      const page = await stage.open();
      for (const name of ['by-process', 'by-process-role'])
        await expect(await stage.row(`role:${name}`)).toContainText('credential_process');
      await expect(await stage.row('role:by-sso')).toContainText('IAM Identity Center');
      await expect(await stage.row('role:by-login')).toContainText('console login session');
      for (const name of Object.keys(SOURCED)) {
        await stage.click(page.getByRole('button', { name: `Start ${name}`, exact: true }));
        await stage.phase(`role:${name}`, 'fresh');
      }
      await stage.picture('sources-1-started');
      expect(stage.aws.log().some(({ carriedCode }) => carriedCode)).toBe(false);
      expect(existsSync(touched(stage.desktop.home))).toBe(false);
    },
  );
});
