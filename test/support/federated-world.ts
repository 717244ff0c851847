import { demoWorld } from '../local-aws/demo-world.ts';
import { createOidcProvider } from '../local-aws/oidc-identity-provider.ts';
import { oidcProviderArn } from '../local-aws/providers.ts';
import { createSamlProvider } from '../local-aws/saml-identity-provider.ts';
import { allow } from '../local-aws/support.ts';
import { worldSchema, type World } from '../local-aws/world.ts';

const ACCOUNT = '111122223333';

/** An ARN of ada's account. */
export const arn = (kind: string, name: string): string =>
  `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;

const SAML = arn('saml-provider', 'acme-login');

export type Providers = {
  readonly saml: Awaited<ReturnType<typeof createSamlProvider>>;
  readonly oidc: Awaited<ReturnType<typeof createOidcProvider>>;
};

export const createProviders = async (): Promise<Providers> => ({
  saml: await createSamlProvider(),
  oidc: await createOidcProvider(),
});

const trusting = (principal: string, action: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Federated: principal }, Action: action },
});

/** The demo's, with an analyst by SAML, a deployer by web identity, and an ada who may federate. */
export const federatedWorld = ({ saml, oidc }: Providers): World => {
  const world = demoWorld();
  const issuer = oidcProviderArn({ partition: 'aws', accountId: ACCOUNT }, oidc.provider.issuer);
  const policies = [allow('s3:ListAllMyBuckets')];
  const roles = [
    { name: 'analyst', trust: trusting(SAML, 'sts:AssumeRoleWithSAML') },
    { name: 'auditor', trust: trusting(SAML, 'sts:AssumeRoleWithSAML') },
    { name: 'deployer', trust: trusting(issuer, 'sts:AssumeRoleWithWebIdentity') },
  ].map((one, at) => ({ ...one, id: `AROATESTOTHERGRANTS0${at}`, policies }));
  world.accounts[0]?.users[0]?.policies.push(allow('sts:GetFederationToken'));
  const accounts = world.accounts.map((account) =>
    account.id === ACCOUNT
      ? {
          ...account,
          roles: [...account.roles, ...roles],
          samlProviders: [saml.provider],
          oidcProviders: [oidc.provider],
        }
      : account,
  );
  return worldSchema.parse({ ...world, accounts });
};

/** A response of the SAML provider that offers two roles. */
export const responseOf = ({ saml }: Providers): Promise<string> =>
  saml.respond({
    roles: ['analyst', 'auditor'].map((name) => ({ role: arn('role', name), provider: SAML })),
  });
