import { createFederation } from '../../main/aws/federation.ts';
import { createIamChanges } from '../../main/aws/iam-changes.ts';
import { createIam } from '../../main/aws/iam.ts';
import { createSts } from '../../main/aws/sts.ts';
import type { Command } from '../../app/contract.ts';
import { isLabBusy, type LabWork } from '../../app/session/lab.ts';
import { directly } from '../main/aws/aws-calls.ts';
import type { LocalAws } from '../local-aws/server.ts';
import { allow, keysOf, serialOf, start, user, worldWith } from '../local-aws/support.ts';
import { createModelClock, type ModelClock } from './model-clock.ts';
import { emptyDisk, startModel, type Disk, type Model } from './model-engine.ts';
import { until } from './until.ts';

/** The engine with AWS's real clients on a local AWS; both clocks move only as a test says. */
export type LabStage = {
  readonly aws: LocalAws;
  readonly disk: Disk;
  /** What the engine is started with. */
  readonly options: Parameters<typeof startModel>[0];
  /** Lets time pass, unless AWS is just asked. */
  goOn(): Promise<void>;
  /** Starts the app, as after a crash: what ran before hangs for ever. */
  start(): Promise<Model>;
  /** Runs a command to its end, however long that takes by the clocks. */
  run(model: Model, command: Command): Promise<LabWork>;
  /** Runs it until it hangs at a call that is not answered. */
  hang(model: Model, command: Command): Promise<void>;
};

/** How far the clocks go while nothing is asked of AWS, ms, at each look. */
const STRIDE = 1_000;
/** A call is answered within a few looks, or it hangs. */
const MANY_LOOKS = 30;

export const labStage = async (
  world = worldWith([user({ policies: [allow()] })]),
): Promise<LabStage> => {
  const began = Date.now();
  const model: ModelClock = createModelClock(began);
  const zero = model.uptime();
  const aws = await start({ world, clock: () => began + (model.uptime() - zero) });
  const disk = emptyDisk();
  // The clients sign by this computer's clock and what is known of AWS's: so that one is left as it is.
  const clock = { ...model, now: Date.now };
  const { accessKeyId, secretAccessKey } = keysOf(aws.world());
  const lines = directly();

  /** Calls of apps that were killed while they waited. */
  let abandoned = 0;
  const goOn = async (): Promise<void> => {
    if (aws.pending() === abandoned) await model.advance(STRIDE);
  };

  const options: LabStage['options'] = {
    config: `[profile ada]\nregion = us-east-1\nmfa_serial = ${serialOf(aws.world())}\nendpoint_url = ${aws.url}\n`,
    credentials: `[ada]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    disk,
    clock,
    settings: { signInEndpoint: aws.url },
    ports: (ports) => ({
      ...ports,
      random: Math.random,
      sts: createSts(lines),
      iam: createIam(lines),
      iamChanges: createIamChanges(lines),
      federation: createFederation(lines),
    }),
  };

  return {
    aws,
    disk,
    options,
    goOn,
    start: () => startModel(options),
    run: async ({ engine }, command) => {
      engine.run(command);
      return until(
        `${command.kind} to be over`,
        async () => {
          const { lab } = engine.state();
          if (!isLabBusy(lab)) return lab.work;
          await goOn();
          return undefined;
        },
        { every: 4 },
      );
    },
    hang: async ({ engine }, command) => {
      engine.run(command);
      let looks = 0;
      await until(
        `${command.kind} to hang or end`,
        async () => {
          if (!isLabBusy(engine.state().lab)) return true;
          looks = aws.pending() > abandoned ? looks + 1 : 0;
          if (looks >= MANY_LOOKS) return true;
          await goOn();
          return undefined;
        },
        { every: 4 },
      );
      abandoned = aws.pending();
      await engine.stop();
    },
  };
};
