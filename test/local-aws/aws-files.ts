import type { World } from './world.ts';

/** The two texts of a person's AWS files. */
export type AwsFiles = { readonly config: string; readonly credentials: string };

const section = (
  title: string,
  lines: readonly (readonly [string, string | undefined])[],
): string =>
  [
    `[${title}]`,
    ...lines.flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`])),
    '',
  ].join('\n');

const keyPair = (
  world: World,
  keyId: string,
): { readonly id: string; readonly secret: string } | undefined =>
  world.accounts
    .flatMap((account) => [account.root?.keys ?? [], ...account.users.map((user) => user.keys)])
    .flat()
    .find((key) => key.id === keyId);

/**
 * The config and credentials files that belong to a world's profiles, with every profile's
 * `endpoint_url` at the local AWS. The credentials hold long-term keys: write them 0600.
 */
export const awsFilesFor = (world: World, url: string): AwsFiles => {
  const config = world.profiles.map((profile) =>
    section(profile.name === 'default' ? 'default' : `profile ${profile.name}`, [
      ['role_arn', profile.roleArn],
      ['source_profile', profile.sourceProfile],
      ['mfa_serial', profile.mfaSerial],
      ['external_id', profile.externalId],
      ['role_session_name', profile.roleSessionName],
      ['duration_seconds', profile.durationSeconds?.toString()],
      ['region', profile.region],
      ['endpoint_url', url],
    ]),
  );
  const credentials = world.profiles.flatMap((profile) => {
    const pair = keyPair(world, profile.accessKeyId ?? '');
    if (pair === undefined) return [];
    return [
      section(profile.name, [
        ['aws_access_key_id', pair.id],
        ['aws_secret_access_key', pair.secret],
      ]),
    ];
  });
  return {
    config: ['# The people and roles of the local AWS.', '', ...config].join('\n'),
    credentials: credentials.join('\n'),
  };
};
