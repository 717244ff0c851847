import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../../app/engine.ts';
import { createCredentialSources } from '../../../../main/aws/sources/sources.ts';
import type { Variables } from '../../../../main/aws/sources/environment.ts';
import { createStsOperations } from '../../../../main/aws/sts-operations.ts';
import { createSts } from '../../../../main/aws/sts.ts';
import { createMetadata } from '../../../local-aws/metadata.ts';
import { createOidcProvider } from '../../../local-aws/oidc-identity-provider.ts';
import { oidcProviderArn } from '../../../local-aws/providers.ts';
import type { LocalAws } from '../../../local-aws/server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  ending,
  keysOf,
  role,
  start,
  user,
  worldWith,
} from '../../../local-aws/support.ts';
import { createModelClock } from '../../../support/model-clock.ts';
import { startModel, type Model } from '../../../support/model-engine.ts';
import { until } from '../../../support/until.ts';
import { temporaryFolders } from '../../temporary-folder.ts';
import { directly } from '../aws-calls.ts';

// Roles of each kind of source on the real wire: got without a code, and renewed by themselves.

const folder = temporaryFolders();
const dev = { kind: 'role', profile: 'dev' } as const;

/** A role that whoever the provider vouches for may take. */
const deploy = (issuer: string) =>
  role('dev', {
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: {
          Federated: oidcProviderArn({ partition: 'aws', accountId: ACCOUNT }, issuer),
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    },
  });

type Stage = { readonly aws: LocalAws; readonly model: Model; readonly file: string };

const onLocalAws = async (
  config: string,
  variablesOf: (aws: LocalAws, file: string) => Promise<Variables>,
  byToken = false,
): Promise<Stage & { writeToken(): Promise<void> }> => {
  const file = join(folder(), 'token');
  const provider = await createOidcProvider({ now: () => aws.now() });
  const aws: LocalAws = await start({
    world: worldWith(
      [user({ policies: [allow()] })],
      [
        role('task', { policies: [allow()] }),
        byToken ? deploy(provider.provider.issuer) : role('dev'),
      ],
      { oidcProviders: [provider.provider] },
    ),
  });
  const writeToken = async (): Promise<void> => writeFileSync(file, await provider.token());
  await writeToken();
  const variables = await variablesOf(aws, file);
  const lines = directly();
  const clock = createModelClock(Date.now());
  const sts = createSts(lines);
  const ports = (from: Ports): Ports => ({
    ...from,
    sts: {
      ...sts,
      // The SDK signs by the real clock; the model's runs ahead of it.
      assumeRole: (context, input) =>
        sts.assumeRole({ ...context, skew: context.skew + clock.now() - Date.now() }, input),
    },
    stsOperations: createStsOperations(lines),
    host: { ...from.host, environment: { AWS_ENDPOINT_URL_STS: aws.url } },
  });
  const model = await startModel({
    config: `[profile dev]\nrole_arn = ${arnOf('dev')}\n${config.replace('FILE', file)}`,
    credentials: '',
    clock,
    sources: createCredentialSources({ variables }),
    ports,
  });
  return { aws, model, file, writeToken };
};

const leftOf = ({ model }: Stage): number => {
  const { phase } = model.role('dev');
  return phase.kind === 'fresh' ? phase.endsAt - model.clock.now() : 0;
};

const freshFor = (stage: Stage, minutes: number): Promise<number> =>
  until(`dev with ${minutes} min left`, () => {
    const left = leftOf(stage);
    return left > minutes * 60_000 && left;
  });

const pass = async ({ aws, model }: Stage, minutes: number): Promise<void> => {
  aws.advance(minutes * 60);
  await model.clock.advance(minutes * 60_000);
};

const beside = async (aws: LocalAws) =>
  ending(createMetadata(aws, { roleArn: arnOf('task'), seconds: 3600 }));

const environment = async (aws: LocalAws): Promise<Variables> => {
  const { accessKeyId, secretAccessKey } = keysOf(aws.world());
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
};

const container = async (aws: LocalAws): Promise<Variables> => {
  const { ecs } = await beside(aws);
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: ecs.fullUri,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: ecs.authorizationToken,
  };
};

const machine = async (aws: LocalAws): Promise<Variables> => ({
  AWS_EC2_METADATA_SERVICE_ENDPOINT: (await beside(aws)).imds.endpoint,
});

describe('a role on the local AWS', () => {
  it.each([
    ['Environment', environment],
    ['EcsContainer', container],
    ['Ec2InstanceMetadata', machine],
  ])('from %s is got and renewed without a code', async (name, variables) => {
    const stage = await onLocalAws(`credential_source = ${name}`, variables);
    stage.model.engine.run({ kind: 'start', targets: [dev] });
    expect(await freshFor(stage, 59)).toBeLessThanOrEqual(3_603_000);
    expect(stage.model.snapshot().ask.kind).toBe('none');
    await pass(stage, 42);
    await freshFor(stage, 59);
    // The source's own credentials have ended by now: it was asked again.
    await pass(stage, 42);
    await freshFor(stage, 59);
    expect(stage.model.snapshot().ask.kind).toBe('none');
  });

  it('from a web identity token is got and renewed by the token then in the file (BO4)', async () => {
    const stage = await onLocalAws('web_identity_token_file = FILE', async () => ({}), true);
    stage.model.engine.run({ kind: 'start', targets: [dev] });
    await freshFor(stage, 59);
    await pass(stage, 35);
    await stage.writeToken();
    await pass(stage, 10);
    await freshFor(stage, 59);
    // The first token ended after an hour.
    await pass(stage, 42);
    expect(await freshFor(stage, 59)).toBeLessThanOrEqual(3_603_000);
  });

  it('waits for a token file that is gone, and says so (BO4)', async () => {
    const stage = await onLocalAws('web_identity_token_file = FILE', async () => ({}), true);
    rmSync(stage.file);
    stage.model.engine.run({ kind: 'start', targets: [dev] });
    await until('a failure that names the file', () => {
      const trouble = stage.model.role('dev').trouble?.failure;
      return trouble?.kind === 'source' && trouble.cause.kind === 'file';
    });
    await stage.writeToken();
    await pass(stage, 5);
    await freshFor(stage, 50);
    expect(stage.model.role('dev').trouble).toBeNull();
  });

  it('keeps the key of the environment out of window and journal', async () => {
    const stage = await onLocalAws('credential_source = Environment', environment);
    stage.model.engine.run({ kind: 'start', targets: [dev] });
    await freshFor(stage, 59);
    const planted = keysOf(stage.aws.world()).secretAccessKey;
    const shown = JSON.stringify([stage.model.snapshot(), stage.model.journal]);
    expect(shown).not.toContain(planted);
  });
});
