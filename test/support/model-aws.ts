import type { Answer, CallContext, CallProblem, Granted, Iam, Sts } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { StsOperations, UnsignedContext } from '../../app/credentials/sts-operations.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';

/**
 * A small working STS for the engine's tests: it knows one device, one code per 30 s step, spends codes, caps chains
 * and lets each role answer as told. It is a model of rules, not of HTTP; the real wire is tested on the local AWS.
 */
export type ModelAws = {
  readonly sts: Sts;
  readonly stsOperations: StsOperations;
  readonly iam: Iam;
  /** What was asked beyond sessions and plain roles: signed by which access key id, or vouched for by which text. */
  readonly operations: {
    readonly operation: string;
    readonly by: string | null;
    readonly vouching: string | null;
    readonly input: unknown;
  }[];
  readonly calls: { readonly name: string; readonly withCode: boolean; readonly seconds: number }[];
  /** Every code that arrived, in order. */
  readonly codes: { readonly serial: string; readonly code: string }[];
  /** When credentials end, by their access key id. */
  readonly ends: ReadonlyMap<string, number>;
  /** Every secret it gave out. */
  readonly secrets: string[];
  /** The most calls it ever had to answer at once. */
  readonly crowd: { now: number; peak: number };
  code(): string;
  /** What the next calls of a name ("GetSessionToken", or a role's ARN) answer instead; null lets them pass. */
  answers: Map<string, CallProblem[]>;
  /** Codes are refused unless it is the code of the current step and unspent. */
  serial: string;
  /** What every encoded authorization message says. */
  decoded: string;
  /** MaxSessionDuration by role name, for iam:GetRole; others are denied. */
  maximums: Map<string, number>;
  /** Names iam:GetRole was asked about. */
  readonly rolesAsked: string[];
  /** Aliases by account, for iam:ListAccountAliases; `answers` of that name come first. */
  readonly aliases: Map<string, string>;
  /** By whom aliases were asked: a role's ARN; null: no role. */
  readonly aliasesAsked: (string | null)[];
  /** Server time minus the clock's. */
  offset: number;
  /** While set, answers wait for it. */
  gate: Promise<void> | null;
  /** Holds answers back until the returned function is called. */
  hold(): () => void;
};

export const denied = (message = 'not authorized to perform: sts:AssumeRole'): CallProblem => ({
  kind: 'aws',
  code: 'AccessDenied',
  message,
  status: 403,
  requestId: 'r-1',
});

export const throttled: CallProblem = {
  kind: 'aws',
  code: 'Throttling',
  message: 'Rate exceeded',
  status: 400,
  requestId: 'r-2',
};

const NOTHING_SAID = {
  id: null,
  sourceIdentity: null,
  subject: null,
  subjectType: null,
  audience: null,
  provider: null,
  nameQualifier: null,
};

export const offline: CallProblem = { kind: 'network', host: 'sts.test', code: 'ECONNREFUSED' };

/** `now` is the server's time but for `offset`; `wall` what the app's computer shows, which may be wrong. */
export const createModelAws = (now: () => number, wall: () => number = now): ModelAws => {
  const spent = new Set<number>();
  const ends = new Map<string, number>();
  /** ARNs of roles by the access key ids handed out for them. */
  const rolesOf = new Map<string, string>();
  let count = 0;

  const serverNow = (): number => now() + model.offset;
  const step = (): number => Math.floor(serverNow() / 30_000);

  const grant = (seconds: number): Granted => {
    count += 1;
    const accessKeyId = `ASIAMODEL${String(count).padStart(8, '0')}`;
    const expiresAt = serverNow() + seconds * 1000;
    ends.set(accessKeyId, expiresAt);
    model.secrets.push(`model-secret-${count}.`, `model-token-${count}==`);
    return {
      credentials: {
        accessKeyId,
        secretAccessKey: secret(`model-secret-${count}.`),
        sessionToken: secret(`model-token-${count}==`),
        expiresAt,
      },
      arn: null,
      packedPolicySize: null,
    };
  };

  const check = (
    context: CallContext,
    mfa: { readonly serial: string; readonly code: string } | null,
  ): Result<null, CallProblem> => {
    // SigV4 tolerates five minutes.
    const signedAt = wall() + context.skew;
    if (Math.abs(signedAt - serverNow()) > 300_000)
      return fail({
        kind: 'aws',
        code: 'SignatureDoesNotMatch',
        message: signedAt < serverNow() ? 'Signature expired: …' : 'Signature not yet current: …',
        status: 403,
        requestId: null,
      });
    const end = ends.get(context.signer.accessKeyId);
    if (end !== undefined && end <= serverNow())
      return fail({
        kind: 'aws',
        code: 'ExpiredToken',
        message: 'expired',
        status: 403,
        requestId: null,
      });
    if (mfa === null) return ok(null);
    if (mfa.serial !== model.serial)
      return fail(denied('MultiFactorAuthentication failed, unable to validate MFA code.'));
    if (mfa.code !== model.code() || spent.has(step()))
      return fail(denied('MultiFactorAuthentication failed with invalid MFA one time pass code.'));
    spent.add(step());
    return ok(null);
  };

  const answer = async (
    name: string,
    context: CallContext,
    mfa: { readonly serial: string; readonly code: string } | null,
    seconds: number,
  ): Promise<Answer<Granted>> => {
    model.calls.push({ name, withCode: mfa !== null, seconds });
    if (mfa !== null) model.codes.push({ ...mfa });
    model.crowd.now += 1;
    model.crowd.peak = Math.max(model.crowd.peak, model.crowd.now);
    // An answer is never there in the turn that asked for it.
    await (model.gate ?? Promise.resolve());
    model.crowd.now -= 1;
    const told = model.answers.get(name)?.shift();
    const passed = told === undefined ? check(context, mfa) : fail(told);
    const lost = !passed.ok && passed.failure.kind === 'network';
    return {
      outcome: passed.ok ? ok(grant(seconds)) : passed,
      serverTime: lost ? null : Math.floor(serverNow() / 1000) * 1000,
      took: 0,
    };
  };

  const operation = (
    name: string,
    context: UnsignedContext & Partial<CallContext>,
    input: { readonly durationSeconds: number | null },
    vouching: Secret | null,
    about: Pick<Granted, 'arn' | 'packedPolicySize' | 'about'>,
  ): Promise<Answer<Granted>> => {
    const by = context.signer ?? null;
    model.operations.push({
      operation: name,
      by: by === null ? null : by.accessKeyId,
      vouching: vouching === null ? null : reveal(vouching),
      input,
    });
    const signer = by ?? { accessKeyId: 'nobody', secretAccessKey: secret(''), sessionToken: null };
    return answer(name, { ...context, signer }, null, input.durationSeconds ?? 3600).then(
      ({ outcome, ...told }) => ({
        outcome: outcome.ok ? ok({ ...outcome.value, ...about }) : outcome,
        ...told,
      }),
    );
  };

  const model: ModelAws = {
    operations: [],
    calls: [],
    codes: [],
    ends,
    secrets: [],
    crowd: { now: 0, peak: 0 },
    answers: new Map(),
    serial: 'arn:aws:iam::111122223333:mfa/ada',
    decoded: '{"allowed":false}',
    maximums: new Map(),
    rolesAsked: [],
    aliases: new Map([['111122223333', 'acme']]),
    aliasesAsked: [],
    offset: 0,
    gate: null,
    hold: () => {
      let open = (): void => undefined;
      model.gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        model.gate = null;
        open();
      };
    },
    code: () => String(step() % 1_000_000).padStart(6, '0'),
    stsOperations: {
      assumeRole: (context, input) =>
        operation('AssumeRole', context, input, null, {
          arn: `arn:aws:sts::111122223333:assumed-role/x/${input.roleSessionName}`,
          packedPolicySize: input.policy === null ? null : 7,
          about: {
            ...NOTHING_SAID,
            id: `AROAX:${input.roleSessionName}`,
            sourceIdentity: input.sourceIdentity,
          },
        }),
      assumeRoleWithSaml: (context, input, assertion) =>
        operation('AssumeRoleWithSAML', context, input, assertion, {
          arn: 'arn:aws:sts::111122223333:assumed-role/analyst/ada',
          packedPolicySize: null,
          about: {
            ...NOTHING_SAID,
            id: 'AROAX:ada',
            subject: 'ada',
            audience: 'https://signin.aws.amazon.com/saml',
          },
        }),
      assumeRoleWithWebIdentity: (context, input, token) =>
        operation('AssumeRoleWithWebIdentity', context, input, token, {
          arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci',
          packedPolicySize: null,
          about: {
            ...NOTHING_SAID,
            id: 'AROAX:ci',
            subject: 'repo:acme',
            provider: 'id.example.test',
          },
        }),
      getFederationToken: (context, input) =>
        operation('GetFederationToken', context, input, null, {
          arn: `arn:aws:sts::111122223333:federated-user/${input.name}`,
          packedPolicySize: null,
          about: { ...NOTHING_SAID, id: `111122223333:${input.name}` },
        }),
      decodeAuthorizationMessage: (context, message) => {
        model.operations.push({
          operation: 'DecodeAuthorizationMessage',
          by: context.signer.accessKeyId,
          vouching: null,
          input: message,
        });
        const told = model.answers.get('DecodeAuthorizationMessage')?.shift();
        return Promise.resolve({
          outcome: told === undefined ? ok(model.decoded) : fail(told),
          serverTime: serverNow(),
          took: 0,
        });
      },
    },
    sts: {
      getSessionToken: (context, input) =>
        answer('GetSessionToken', context, input.mfa, input.durationSeconds),
      assumeRole: async (context, input) => {
        const told = await answer(input.roleArn, context, input.mfa, input.durationSeconds);
        if (told.outcome.ok) rolesOf.set(told.outcome.value.credentials.accessKeyId, input.roleArn);
        return told;
      },
      getCallerIdentity: () =>
        Promise.resolve({
          outcome: ok({
            arn: 'arn:aws:iam::111122223333:user/ada',
            account: '111122223333',
            userId: 'AIDA',
          }),
          serverTime: serverNow(),
          took: 0,
        }),
    },
    iam: {
      listMfaDevices: () =>
        Promise.resolve({ outcome: ok([model.serial]), serverTime: serverNow(), took: 0 }),
      listAccountAliases: ({ signer }) => {
        const role = rolesOf.get(signer.accessKeyId) ?? null;
        model.aliasesAsked.push(role);
        const told = model.answers.get('ListAccountAliases')?.shift();
        const alias = model.aliases.get(role?.split(':')[4] ?? '111122223333');
        const outcome = told === undefined ? ok(alias === undefined ? [] : [alias]) : fail(told);
        return Promise.resolve({ outcome, serverTime: serverNow(), took: 0 });
      },
      getUser: () =>
        Promise.resolve({
          outcome: ok({ name: 'ada', id: 'AIDA' }),
          serverTime: serverNow(),
          took: 0,
        }),
      listUsers: () =>
        Promise.resolve({
          outcome: ok([{ name: 'ada', id: 'AIDA' }]),
          serverTime: serverNow(),
          took: 0,
        }),
      getRole: (_context, name) => {
        model.rolesAsked.push(name);
        const maxSessionDuration = model.maximums.get(name);
        const outcome =
          maxSessionDuration === undefined ? fail(denied()) : ok({ maxSessionDuration });
        return Promise.resolve({ outcome, serverTime: serverNow(), took: 0 });
      },
    },
  };
  return model;
};
