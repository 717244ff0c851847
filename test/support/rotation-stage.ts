import type { Ports } from '../../app/index.ts';
import type { CallContext, KeyPlans } from '../../app/ports.ts';
import { reveal, secret } from '../../app/secret.ts';
import { isLocked } from '../../app/session/lock.ts';
import { keysOf as keysIn } from '../../app/session/rotations.ts';
import { createIamChanges } from '../../main/aws/iam-changes.ts';
import { createIam } from '../../main/aws/iam.ts';
import { createSts } from '../../main/aws/sts.ts';
import { allow, keysOf, start, user, worldWith } from '../local-aws/support.ts';
import type { LocalAws } from '../local-aws/server.ts';
import type { WorldInput } from '../local-aws/world.ts';
import { directly } from '../main/aws/aws-calls.ts';
import { createModelClock, settle, type ModelClock } from './model-clock.ts';
import { emptyDisk, startModel, type Disk, type Model } from './model-engine.ts';
import { until } from './until.ts';

/** What becomes of one effect: it passes, or the process is killed just before it or just after it. */
export type Fate = 'pass' | 'killed-before' | 'killed-after';

export type RotationStage = {
  readonly aws: LocalAws;
  readonly clock: ModelClock;
  readonly disk: Disk;
  /** The app of this run. */
  model(): Model;
  /** Effects of the plan so far, in order: calls that change something or prove it. */
  readonly effects: string[];
  /** Decides on the next effects; the default lets all pass. */
  fate: (effect: string, count: number) => Fate;
  /** Looked at after each effect. */
  after: () => void | Promise<void>;
  /** Whether AWS takes the key in use at this moment: by a call that no fault and no plan is about. */
  works(): Promise<boolean>;
  dead(): boolean;
  /** Starts the app again on what the last one left. */
  restart(): Promise<void>;
  /** Waits until the plan rests, waits for a person or a lock, or the process is dead; lets time pass where it waits. */
  rest(): Promise<void>;
  progress(): ReturnType<typeof keysIn>['progress'];
  plan(): ReturnType<typeof keysIn>['rotation'];
  /** The key the identity is used with now: of the keychain, else of the file. */
  inUse(): { readonly id: string; readonly secret: string };
  /** The user's keys in AWS, newest world. */
  awsKeys(): readonly Key[];
};

type Key = { readonly id: string; readonly secret: string; readonly active: boolean };

const never = new Promise<never>(() => undefined);

/** The engine with the real adapters of AWS on the local AWS, a model disk, and a clock that the test moves. */
export const startRotation = async (
  options: {
    readonly world?: WorldInput;
    readonly origin?: 'keychain' | 'file';
    readonly credentials?: string;
    readonly config?: string;
  } = {},
): Promise<RotationStage> => {
  const clock = createModelClock(Math.floor(Date.now() / 1000) * 1000);
  const world = options.world ?? worldWith([user({ policies: [allow()] })]);
  const aws = await start({ world, clock: clock.now });
  const first = keysOf(aws.world());
  const disk = emptyDisk();
  const origin = options.origin ?? 'keychain';
  const [serial] = aws.world().accounts[0]?.users[0]?.devices.map((one) => one.serial) ?? [];
  const section = `[ada]\naws_access_key_id = ${first.accessKeyId}\naws_secret_access_key = ${first.secretAccessKey}\n`;
  let credentials = options.credentials ?? (origin === 'file' ? section : '');
  const config =
    options.config ??
    `[profile ada]\nregion = us-east-1\nendpoint_url = ${aws.url}\n${serial === undefined ? '' : `mfa_serial = ${serial}\n`}`;
  let model: Model;
  let inFlight = 0;
  let life = { dead: false };
  /** What `after` found wrong: thrown where the test looks, not in the engine. */
  const broken: unknown[] = [];

  const killable = (ports: Ports): Ports => {
    const mine = life;
    /** Signed by the model's clock: the adapters know only the computer's. */
    const dated = (context: CallContext): CallContext => ({
      ...context,
      skew: clock.now() - Date.now(),
    });
    const effect = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      if (mine.dead) return never;
      stage.effects.push(name);
      const fate = stage.fate(name, stage.effects.length);
      if (fate === 'killed-before') mine.dead = true;
      if (mine.dead) return never;
      inFlight += 1;
      const answer = await work();
      try {
        await stage.after();
      } catch (error) {
        broken.push(error);
      }
      inFlight -= 1;
      if (fate === 'killed-after') mine.dead = true;
      return mine.dead ? never : answer;
    };
    const look = async <T>(work: () => Promise<T>): Promise<T> => {
      if (mine.dead) return never;
      const answer = await work();
      return mine.dead ? never : answer;
    };
    const lines = directly();
    const sts = createSts(lines);
    const iam = createIam(lines);
    const changes = createIamChanges(lines);
    const plans: KeyPlans = {
      load: () => look(ports.keyPlans.load),
      save: (book) => effect('write the plan', () => ports.keyPlans.save(book)),
    };
    return {
      ...ports,
      sts: {
        getSessionToken: (context, input) => look(() => sts.getSessionToken(dated(context), input)),
        assumeRole: (context, input) => look(() => sts.assumeRole(dated(context), input)),
        getCallerIdentity: (context) => look(() => sts.getCallerIdentity(dated(context))),
      },
      iam: {
        listMfaDevices: (context) => look(() => iam.listMfaDevices(dated(context))),
        listAccountAliases: (context) => look(() => iam.listAccountAliases(dated(context))),
        getUser: (context) => look(() => iam.getUser(dated(context))),
        listUsers: (context) => look(() => iam.listUsers(dated(context))),
        getRole: (context, name) => look(() => iam.getRole(dated(context), name)),
      },
      iamChanges: {
        ...ports.iamChanges,
        listAccessKeys: (context, name) => look(() => changes.listAccessKeys(dated(context), name)),
        getAccessKeyLastUsed: (context, id) =>
          look(() => changes.getAccessKeyLastUsed(dated(context), id)),
        createAccessKey: (context, name) =>
          effect('create', () => changes.createAccessKey(dated(context), name)),
        updateAccessKey: (context, key) =>
          effect('set active', () => changes.updateAccessKey(dated(context), key)),
        deleteAccessKey: (context, key) =>
          effect('delete', () => changes.deleteAccessKey(dated(context), key)),
      },
      vault: {
        ...ports.vault,
        read: (item) => look(() => ports.vault.read(item)),
        store: (item, key) => effect(`store ${item}`, () => ports.vault.store(item, key)),
        remove: (item) => effect(`remove ${item}`, () => ports.vault.remove(item)),
      },
      identities: {
        load: () => look(ports.identities.load),
        save: (known) => effect('list identities', () => ports.identities.save(known)),
      },
      keyPlans: plans,
      awsFileEditor: {
        edit: (path, change, how) =>
          effect('write the file', async () => {
            const edited = await ports.awsFileEditor.edit(path, change, how);
            credentials = reveal((await ports.awsFiles.read()).credentials.text ?? secret(''));
            return edited;
          }),
      },
    };
  };

  const launch = async (): Promise<void> => {
    life = { dead: false };
    model = await startModel({ config, credentials, clock, disk, ports: killable });
  };

  const progress = () => keysIn(model.engine.state(), 'ada').progress;
  const stage: RotationStage = {
    aws,
    clock,
    disk,
    model: () => model,
    effects: [],
    fate: () => 'pass',
    after: () => undefined,
    dead: () => life.dead,
    restart: async () => {
      await launch();
      await settle();
    },
    rest: async () => {
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- one wait after another
        await until(
          'the plan stands still',
          () => inFlight === 0 && (life.dead || progress().kind !== 'working'),
          {
            every: 2,
          },
        );
        const now = progress();
        if (broken.length > 0) throw broken[0];
        if (life.dead || now.kind !== 'waiting' || isLocked(model.engine.state())) return;
        // oxlint-disable-next-line no-await-in-loop
        await clock.advance(Math.max(50, now.until - clock.now()));
      }
    },
    progress,
    plan: () => keysIn(model.engine.state(), 'ada').rotation,
    inUse: () => {
      const kept = disk.keys.get('ada');
      if (disk.known.some(({ name }) => name === 'ada') && kept !== undefined)
        return { id: kept.accessKeyId, secret: reveal(kept.secretAccessKey) };
      const value = (key: string): string =>
        new RegExp(`^${key} *= *(.*)$`, 'm').exec(credentials)?.[1] ?? '';
      return { id: value('aws_access_key_id'), secret: value('aws_secret_access_key') };
    },
    works: async () => {
      const { id, secret: text } = stage.inUse();
      const signer = { accessKeyId: id, secretAccessKey: secret(text), sessionToken: null };
      const answer = await createSts(directly()).getSessionToken(
        {
          endpoint: { region: 'us-east-1', url: aws.url, caBundle: null },
          signer,
          skew: clock.now() - Date.now(),
        },
        { durationSeconds: 900, mfa: null },
      );
      return answer.outcome.ok;
    },
    awsKeys: () => aws.world().accounts[0]?.users[0]?.keys ?? [],
  };
  if (origin === 'keychain') {
    const key = {
      accessKeyId: first.accessKeyId,
      secretAccessKey: secret(first.secretAccessKey),
    };
    disk.keys.set('ada', key);
    disk.known = [
      {
        name: 'ada',
        accessKeyId: first.accessKeyId,
        serial: serial ?? null,
        userArn: null,
        account: null,
        alias: null,
      },
    ];
  }
  await launch();
  return stage;
};
