import { classify, isPassing } from '../credentials/classify.ts';
import { nextCodeAt, stepOf } from '../credentials/mfa-code.ts';
import { codeAt } from '../devices/totp.ts';
import {
  consolePlace,
  destinationOf,
  federationUrl,
  signInRequest,
  signInUrl,
} from '../export/console-url.ts';
import type { Failure } from '../failure.ts';
import { isLate, isRepeatable } from '../lab/late.ts';
import {
  deviceSerialOf,
  LAB_PATH,
  LAB_POLICY,
  LAB_TAGS,
  roleArnOf,
  rolePolicyOf,
  trustOf,
  userPolicyOf,
  type LabStage,
  type Trial,
} from '../lab/trial.ts';
import type { Credentials, Instant, LongTermKey } from '../model.ts';
import type { CallContext } from '../ports.ts';
import { partitionOfArn } from '../regions/region.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Pauses } from './pauses.ts';

/** How long, ms, one step waits for IAM to see what was made before it. */
const PATIENCE = 180_000;
/** Between two tries, ms. */
const BETWEEN = 2_000;
const STEP = 30_000;
const ROLE_LIFE = 900;
const SESSION_NAME = 'fobwatch-lab';

const notSeen: Failure = { kind: 'lab', cause: 'not-seen' };

export type LabMaking = {
  /**
   * Makes a trial step by step and walks through it; each step is told before it begins and once it is done. The key,
   * the seed and the credentials stay in here, and end with it. Gives the URL that signs in to the console as the role;
   * null where there is no console.
   */
  make(
    trial: Trial,
    on: {
      readonly begins: () => Promise<Result<null, Failure>>;
      readonly done: (stage: LabStage) => void;
    },
  ): Promise<Result<Secret | null, { readonly at: LabStage; readonly failure: Failure }>>;
};

type Step<T> = Promise<Result<T, Failure>>;

export const createLabMaking = (
  { ports, store, time }: Core,
  { contextFor, learn }: IamAccess,
  pauses: Pauses,
): LabMaking => {
  const { iamChanges: iam, sts } = ports;

  /** Tries again while the refusal may come of IAM's delay, or of the network where that changes nothing. */
  const patiently = async <T>(
    stage: LabStage,
    attempt: () => Step<T>,
    nextAt: () => Instant = () => time.now() + BETWEEN,
  ): Step<T> => {
    const deadline = time.now() + PATIENCE;
    for (;;) {
      const result = await attempt();
      if (result.ok) return result;
      const { failure } = result;
      const again = isLate(stage, failure) || (isRepeatable(stage) && isPassing(failure));
      const at = nextAt();
      if (!again || at > deadline) return result;
      await pauses.until(at);
    }
  };

  /** Made already, by a call whose answer was lost: nobody else has its name. */
  const unlessThere = <T>(result: Result<T, Failure>): Result<null, Failure> =>
    result.ok || (result.failure.kind === 'aws' && result.failure.cause === 'name-exists')
      ? ok(null)
      : result;

  const signedBy = async (
    trial: Trial,
    service: 'sts' | 'iam',
    {
      accessKeyId,
      secretAccessKey,
      sessionToken = null,
    }: LongTermKey & { sessionToken?: Secret | null },
  ): Step<CallContext> => {
    const context = await contextFor(trial.identity, service);
    if (!context.ok) return context;
    return ok({ ...context.value, signer: { accessKeyId, secretAccessKey, sessionToken } });
  };

  /** A call in the name of the person, whose session is used where there is one. */
  const asPerson = async <T>(trial: Trial, make: (context: CallContext) => Step<T>): Step<T> => {
    const context = await contextFor(trial.identity, 'iam', 'session-or-key');
    return context.ok ? make(context.value) : context;
  };

  /** Enables the device with the codes of the last two steps. Gives the step that is spent by it. */
  const enable = async (trial: Trial, seed: Secret): Step<number> => {
    const serial = deviceSerialOf(trial);
    // Seen first, so that no codes are spent for nothing.
    const seen = await patiently('enabled', () =>
      asPerson(trial, async (context) => {
        const listed = learn(
          'ListVirtualMFADevices',
          await iam.listVirtualMfaDevices(context, 'unassigned'),
        );
        if (!listed.ok) return listed;
        return listed.value.some((one) => one.serial === serial) ? ok(null) : fail(notSeen);
      }),
    );
    if (!seen.ok) return seen;
    let step = 0;
    return patiently(
      'enabled',
      () =>
        asPerson(trial, async (context) => {
          step = stepOf(time.now());
          const codes = [codeAt(seed, (step - 1) * STEP), codeAt(seed, step * STEP)] as const;
          const device = { user: trial.name, serial, codes };
          const enabled = learn(
            'EnableMFADevice',
            await iam.enableMfaDevice(context, device),
            true,
          );
          // Enabled already, by a call whose answer was lost.
          const done = unlessThere(enabled);
          return done.ok ? ok(step) : done;
        }),
      // Both codes are new ones then.
      () => (step + 2) * STEP,
    );
  };

  const assume = async (
    trial: Trial,
    key: LongTermKey,
    mfa: { readonly seed: Secret; readonly step: number } | null,
  ): Step<Credentials> => {
    const context = await signedBy(trial, 'sts', key);
    if (!context.ok) return context;
    const answer = await sts.assumeRole(context.value, {
      roleArn: roleArnOf(trial),
      roleSessionName: SESSION_NAME,
      durationSeconds: ROLE_LIFE,
      externalId: null,
      mfa: mfa && { serial: deviceSerialOf(trial), code: codeAt(mfa.seed, mfa.step * STEP) },
    });
    const granted = learn('AssumeRole', answer, mfa !== null);
    return granted.ok ? ok(granted.value.credentials) : granted;
  };

  /** Refused, as it must be: the role wants MFA. */
  const refusal = async (trial: Trial, key: LongTermKey): Step<null> => {
    const tried = await assume(trial, key, null);
    if (tried.ok) return fail({ kind: 'lab', cause: 'not-refused' });
    const { failure } = tried;
    return failure.kind === 'aws' && failure.cause === 'denied' ? ok(null) : tried;
  };

  /** With a code, each try with the next one: a code works once, and is spent whatever the answer was. */
  const grant = async (
    trial: Trial,
    key: LongTermKey,
    seed: Secret,
    spent: number,
  ): Step<Credentials> => {
    let last = spent;
    const free = (): Instant => nextCodeAt(last, time.now()) ?? time.now();
    await pauses.until(free());
    return patiently(
      'granted',
      () => {
        last = stepOf(time.now());
        return assume(trial, key, { seed, step: last });
      },
      free,
    );
  };

  /** What the role may do, with its credentials: it reads itself. */
  const use = async (trial: Trial, credentials: Credentials): Step<null> => {
    const context = await signedBy(trial, 'iam', credentials);
    if (!context.ok) return context;
    const read = learn('GetRole', await ports.iam.getRole(context.value, trial.name));
    return read.ok ? ok(null) : read;
  };

  /** A sign-in URL (EX2), for whoever asked for it; no console: nothing to do. */
  const signIn = async (trial: Trial, credentials: Credentials): Step<Secret | null> => {
    const { signInEndpoint } = store.state().settings;
    const place = consolePlace(partitionOfArn(roleArnOf(trial)), signInEndpoint);
    if (place === null) return ok(null);
    const context = await contextFor(trial.identity, 'sts');
    const token = await ports.federation.getSigninToken({
      url: federationUrl(place),
      body: signInRequest(credentials, null),
      caBundle: context.ok ? context.value.endpoint.caBundle : null,
    });
    if (!token.ok)
      return fail(classify('getSigninToken', token.failure, { withCode: false, stillValid: true }));
    const destination = destinationOf(place, null, null);
    return ok(destination === null ? null : signInUrl(place, destination, token.value));
  };

  return {
    make: async (trial, { begins, done }) => {
      const { name } = trial;
      let at: LabStage = 'user';
      /** One step: remembered before it begins, told when it is done. */
      const step = async <T>(stage: LabStage, work: () => Step<T>): Step<T> => {
        at = stage;
        const begun = await begins();
        if (!begun.ok) return begun;
        const result = await work();
        ports.journal.write({ kind: 'lab', facts: { stage, ok: result.ok } });
        if (result.ok) done(stage);
        return result;
      };
      const making = <T>(stage: LabStage, call: (context: CallContext) => Step<T>): Step<T> =>
        step(stage, () => patiently(stage, () => asPerson(trial, call)));

      const walk = async (): Step<Secret | null> => {
        const user = await making('user', async (context) =>
          unlessThere(
            learn(
              'CreateUser',
              await iam.createUser(context, { name, path: LAB_PATH, tags: LAB_TAGS }),
            ),
          ),
        );
        if (!user.ok) return user;
        const allowed = await making('user-policy', async (context) => {
          const policy = { name: LAB_POLICY, document: userPolicyOf(trial) };
          return learn('PutUserPolicy', await iam.putUserPolicy(context, name, policy));
        });
        if (!allowed.ok) return allowed;
        const key = await making('key', async (context) =>
          learn('CreateAccessKey', await iam.createAccessKey(context, name)),
        );
        if (!key.ok) return key;
        const device = await making('device', async (context) =>
          learn(
            'CreateVirtualMFADevice',
            await iam.createVirtualMfaDevice(context, { name, tags: LAB_TAGS }),
          ),
        );
        if (!device.ok) return device;
        const { seed } = device.value;
        const enabled = await step('enabled', () => enable(trial, seed));
        if (!enabled.ok) return enabled;
        const role = await making('role', async (context) => {
          const made = { name, path: LAB_PATH, trust: trustOf(trial), tags: LAB_TAGS };
          return unlessThere(learn('CreateRole', await iam.createRole(context, made)));
        });
        if (!role.ok) return role;
        const reads = await making('role-policy', async (context) => {
          const policy = { name: LAB_POLICY, document: rolePolicyOf(trial) };
          return learn('PutRolePolicy', await iam.putRolePolicy(context, name, policy));
        });
        if (!reads.ok) return reads;
        const works = await step('key-works', () =>
          patiently('key-works', async () => {
            const context = await signedBy(trial, 'sts', key.value);
            if (!context.ok) return context;
            return learn('GetCallerIdentity', await sts.getCallerIdentity(context.value));
          }),
        );
        if (!works.ok) return works;
        const refused = await step('refused', () =>
          patiently('refused', () => refusal(trial, key.value)),
        );
        if (!refused.ok) return refused;
        const granted = await step('granted', () => grant(trial, key.value, seed, enabled.value));
        if (!granted.ok) return granted;
        const used = await step('used', () => patiently('used', () => use(trial, granted.value)));
        if (!used.ok) return used;
        return step('console', () => patiently('console', () => signIn(trial, granted.value)));
      };

      const walked = await walk();
      return walked.ok ? walked : fail({ at, failure: walked.failure });
    },
  };
};
