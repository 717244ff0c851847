import { secret } from '../../app/secret.ts';
import { createIam } from '../../main/aws/iam.ts';
import { createIamChanges } from '../../main/aws/iam-changes.ts';
import { createSts } from '../../main/aws/sts.ts';
import { runCodeCommand } from '../../main/desktop/code-command.ts';
import type { LocalAws } from '../local-aws/server.ts';
import { allow, keysOf, start, user, worldWith } from '../local-aws/support.ts';
import { directly } from '../main/aws/aws-calls.ts';
import { createModelClock } from './model-clock.ts';
import { emptyDisk, startModel, type Disk, type Model } from './model-engine.ts';

/** How long a code is shown, ms. */
export const STEP = 30_000;

type UserInput = Exclude<Parameters<typeof user>[0], undefined>;

export type Setting = { readonly aws: LocalAws; readonly model: Model; readonly disk: Disk };

/** Ada's key in the keychain, and ada as AWS knows her: without a device, allowed everything. */
export const setUp = async (ada: UserInput = {}, disk: Disk = emptyDisk()): Promise<Setting> => {
  // The SDK signs by the real clock: the model's begins there, at the begin of a step.
  const clock = createModelClock(Math.floor(Date.now() / STEP) * STEP);
  const world = worldWith([user({ policies: [allow()], devices: [], ...ada })]);
  const aws = await start({ world, clock: clock.now });
  const key = keysOf(aws.world());
  disk.keys.set('ada', { ...key, secretAccessKey: secret(key.secretAccessKey) });
  disk.known = [
    {
      name: 'ada',
      accessKeyId: key.accessKeyId,
      serial: null,
      userArn: null,
      account: null,
      alias: null,
    },
  ];
  const lines = directly();
  const model = await startModel({
    clock,
    disk,
    credentials: '',
    config: `[profile ada]\nregion = us-east-1\nendpoint_url = ${aws.url}\n`,
    ports: (ports) => ({
      ...ports,
      sts: createSts(lines),
      iam: createIam(lines),
      iamChanges: createIamChanges(lines),
      codeSources: { ...ports.codeSources, run: runCodeCommand },
    }),
  });
  return { aws, model, disk };
};
