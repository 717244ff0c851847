import type { Command, CredentialFormat, GrantRef, OperationCommand } from '../../../app/index.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { ask, progressOf } from '../../support/operations.ts';

/** A program that embeds the core: an engine on ports of its own, and what it does with it time and again. */

export const HOUR = 3600_000;
export const MINUTE = 60_000;
const PATH = '/srv/nightly/credentials.json';

export const role = (profile: string): GrantRef => ({ kind: 'role', profile });
export const session = (identity: string): GrantRef => ({ kind: 'session', identity });
export const made = (name: string): GrantRef => ({ kind: 'made', name });

const KEY = `aws_access_key_id = AKIAMODEL00000000001
aws_secret_access_key = model-long-term-secret-0123456789abcdefg
`;
const DEVICE = 'mfa_serial = arn:aws:iam::111122223333:mfa/ada\n';

/** Keys of the default user, whom nothing asks for a code. */
export const PLAIN = {
  config: '[default]\nregion = eu-west-1\n',
  credentials: `[default]\n${KEY}`,
} as const;

/** A named user with a device, and the roles of a nightly job; `backup` is in another account. */
export const NIGHTLY = {
  config: `[profile grace]\nregion = eu-west-1\n${DEVICE}${['tables', 'deploy', 'backup']
    .map(
      (name, index) =>
        `[profile ${name}]\nrole_arn = arn:aws:iam::${index < 2 ? '111122223333' : '444455556666'}:role/${name}\nsource_profile = grace\n`,
    )
    .join('')}`,
  credentials: `[grace]\n${KEY}`,
} as const;

export const JOBS = ['tables', 'deploy', 'backup'] as const;

/** Sends a command and waits until everything that it started has come to rest. */
export const send = async (model: Model, command: Command) => {
  model.engine.run(command);
  await settle();
  await settle();
  await settle();
};

/** The nightly job's program, its user's code typed once. */
export const nightly = async (
  settings: NonNullable<Parameters<typeof startModel>[0]>['settings'] = {},
): Promise<Model> => {
  const model = await startModel({ ...NIGHTLY, settings: { start: 'asked', ...settings } });
  await model.enterCode('grace');
  return model;
};

export const startSet = (...profiles: string[]): Command => ({
  kind: 'start-set',
  profiles,
  keepGoing: false,
});

/** What the program gets when it asks for credentials: JSON by the format; null when the core hands out nothing. */
export const current = async (
  model: Model,
  targets: readonly GrantRef[],
  format: CredentialFormat = 'boto',
): Promise<unknown> => {
  model.saved.delete(PATH);
  await ask(model, { kind: 'export-file', targets: [...targets], format, path: PATH });
  const text = model.saved.get(PATH);
  return text === undefined ? null : JSON.parse(text);
};

/** Asks for one operation of STS and tells how it ended. */
export const outcome = async (model: Model, command: OperationCommand) => {
  await ask(model, command);
  return progressOf(model, command.kind);
};

/** A text or number of a record that a program reads. */
export const field = (record: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === name)?.[1]
        : undefined,
    record,
  );
