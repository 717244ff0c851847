import type { OperationCommand, OperationKind } from '../contract-operations.ts';
import {
  checkAssumeRole,
  checkAssumeRoleWithSaml,
  checkAssumeRoleWithWebIdentity,
  checkGetFederationToken,
  samlAssertion,
  webIdentityToken,
} from '../credentials/arguments.ts';
import {
  durationContextOf,
  lifeOfMadeRole,
  leavesFromKey,
  noSigner,
  signerOfRole,
} from '../credentials/made-plan.ts';
import { nameInArn, type Made } from '../credentials/made.ts';
import { signedByOf } from '../credentials/signed-by.ts';
import { wantedLife } from '../credentials/wanted-life.ts';
import { roleSessionName } from '../credentials/session-name.ts';
import type { Failure } from '../failure.ts';
import type { Endpoints, GrantRef, Role } from '../model.ts';
import { configuredEndpoints } from '../network/endpoint.ts';
import { assertNever, ok, type Result } from '../result.ts';
import { lockedFailure } from '../session/lock.ts';
import type { Secret } from '../secret.ts';
import type { OperationOutcome } from '../session/operations.ts';
import type { AssertionReading } from './assertions.ts';
import { createAsking } from './asking.ts';
import type { Codes } from './codes.ts';
import type { Core } from './core.ts';
import type { EditingProfiles } from './editing-profiles.ts';
import { createExchangeFiles } from './exchange-files.ts';
import { createExplaining } from './explaining.ts';
import type { Handing } from './handing.ts';
import type { HandOver } from '../ledger.ts';
import type { Asker } from '../session/asker.ts';
import type { Keys } from './keys.ts';
import { createMaking, type First } from './making.ts';
import type { OwnedSections } from './owned-sections.ts';
import type { Persistence } from './persistence.ts';
import { endpointOfGrant } from './place.ts';
import { createSessions } from './sessions.ts';
import { noLockSince } from './since-lock.ts';
import type { Outside } from './sources.ts';

export type Operations = {
  /** One operation as asked: checked whole before anything is sent, its progress in the state. */
  run(command: OperationCommand, from: Asker): void;
  /** Makes again what has fallen due, and asks what encoded messages in failures mean. */
  step(): void;
  abandon(refs: readonly GrantRef[]): void;
  /** What becomes of those that run is told no more, and nothing is kept for them. */
  abandonAll(): void;
};

/** Everything at fault at once, so that a form can mark each field; or null. */
type Faults = readonly Failure[] | null;

type Of<K extends OperationKind> = Extract<OperationCommand, { readonly kind: K }>;

/** `want` starts what an operation waits for. */
export const createOperations = (
  core: Core,
  keys: Keys,
  outside: Outside,
  handing: Handing,
  owned: OwnedSections,
  editing: EditingProfiles,
  persistence: Persistence,
  assertions: Pick<AssertionReading, 'take'>,
  codes: Pick<Codes, 'take' | 'give'>,
  want: (refs: readonly GrantRef[]) => void,
): Operations => {
  const { ports, store } = core;
  let turn = 0;
  const turns = new Map<OperationKind, number>();

  const begun = (operation: OperationKind): number => {
    turn += 1;
    turns.set(operation, turn);
    store.apply({ kind: 'operation', operation, progress: { kind: 'running', turn } });
    return turn;
  };

  const refused = (operation: OperationKind, failures: readonly Failure[], of: number): void => {
    // A later one of its kind has begun: its progress is what is told.
    if (turns.get(operation) !== of) return;
    const progress = { kind: 'refused', failures, turn: of } as const;
    store.apply({ kind: 'operation', operation, progress });
  };

  const done = (operation: OperationKind, outcome: OperationOutcome, of: number): void => {
    if (turns.get(operation) !== of) return;
    store.apply({ kind: 'operation', operation, progress: { kind: 'done', outcome, turn: of } });
  };

  const making = createMaking({ core, keys, outside, persistence, want }, (first, result) => {
    const { operation, turn: of } = first;
    if (result.ok) done(operation, { kind: 'held', target: result.value }, of);
    else refused(operation, [result.failure], of);
  });
  const sessions = createSessions(core, codes, want, (of, result) => {
    if (result.ok) done('get-session-token', { kind: 'held', target: result.value }, of);
    else refused('get-session-token', result.failure, of);
  });
  const asking = createAsking(core, keys);
  const explaining = createExplaining(core, asking);
  const files = createExchangeFiles(core, handing, making);

  /** Where calls go that no profile is about: the environment, and a region as asked. */
  const endpointsOf = (region: string | null): Endpoints => {
    const plain = configuredEndpoints(ports.host.environment, null, null);
    return { ...plain, region: region ?? plain.region };
  };

  const begin = (
    first: First,
    made: Made,
    faults: readonly Failure[],
    input: Secret | null = null,
  ): Faults => {
    if (faults.length > 0) return faults;
    making.begin(made, input, first);
    return null;
  };

  /** With a code of its own: straight from the key, once; renewals go the profile's usual way. */
  const assumeWithCode = async (
    made: Made,
    role: Role,
    serial: string,
    typed: string,
    turn: number,
  ): Promise<Faults> => {
    // The keychain may ask a person to unlock it, or refuse, and the endpoint be none: no code is spent on that.
    const ref: GrantRef = { kind: 'role', profile: role.profile };
    const stillOpen = noLockSince(store);
    const endpoint = endpointOfGrant(store.state(), ref, 'sts');
    if (!endpoint.ok) return [endpoint.failure];
    const key = role.chain.kind === 'walks' ? await keys.signer(role.chain.identity) : null;
    if (!stillOpen()) return [lockedFailure];
    if (key?.ok === false) return [key.failure];
    const identity = role.chain.kind === 'walks' ? role.chain.identity : role.profile;
    const taken = await codes.take({ identity, serial }, typed);
    if (!taken.ok) return [taken.failure];
    if (!stillOpen()) return [lockedFailure];
    making.begin(made, null, { operation: 'assume-role', turn }, taken.value);
    return null;
  };

  const assumeRole = (command: Of<'assume-role'>, turn: number): Faults | Promise<Faults> => {
    const state = store.state();
    const target: GrantRef = { kind: 'role', profile: command.profile };
    const role = state.roles.get(command.profile);
    if (role === undefined) return [{ kind: 'unknown-target', target }];
    const signer = signerOfRole(state, role);
    if (signer === null) return [noSigner(role)];
    const { serialNumber, tokenCode } = command;
    const withCode = serialNumber !== null || tokenCode !== null;
    if (withCode && !leavesFromKey(role)) return [noSigner(role)];
    const { profile, policy, policyArns, sourceIdentity, tags, transitiveTagKeys } = command;
    const how = {
      kind: 'assumed-role',
      profile,
      roleSessionName: roleSessionName(command.roleSessionName ?? role.roleSessionName, ports.host),
      durationSeconds:
        command.durationSeconds ?? lifeOfMadeRole(state, role, wantedLife(role, state), withCode),
      policy,
      policyArns,
      sourceIdentity,
      tags,
      transitiveTagKeys,
    } as const;
    const { roleArn, externalId } = role;
    const whole = { ...how, roleArn, externalId, serialNumber, tokenCode };
    const faults = checkAssumeRole(whole, durationContextOf(state, role, withCode));
    if (faults.length === 0 && serialNumber !== null && tokenCode !== null)
      return assumeWithCode(
        { name: command.name ?? profile, how },
        role,
        serialNumber,
        tokenCode,
        turn,
      );
    const first = { operation: 'assume-role', turn } as const;
    const failed = begin(first, { name: command.name ?? profile, how }, faults);
    if (failed === null && signer.kind === 'grant') want([signer.ref]);
    return failed;
  };

  const assumeSaml = (command: Of<'assume-saml'>, turn: number): Faults => {
    const read = command.assertion === null ? assertions.take() : null;
    const assertion = read === null ? samlAssertion(command.assertion ?? '') : ok(read);
    const { roleArn, principalArn, durationSeconds, policy, policyArns } = command;
    const endpoints = endpointsOf(command.region);
    const how = {
      kind: 'saml',
      roleArn,
      principalArn,
      durationSeconds,
      policy,
      policyArns,
      endpoints,
    } as const;
    const maximum = store.state().maximums.get(roleArn)?.seconds ?? null;
    const faults = [...checkAssumeRoleWithSaml(how, maximum), ...failureOf(assertion)];
    const made = { name: command.name ?? nameInArn(roleArn), how };
    return begin({ operation: 'assume-saml', turn }, made, faults, valueOf(assertion));
  };

  const assumeWebIdentity = (command: Of<'assume-web-identity'>, turn: number): Faults => {
    const { source, roleArn, providerId, durationSeconds, policy, policyArns } = command;
    const token: Result<Secret | null, Failure> =
      source.kind === 'token' ? webIdentityToken(source.token) : ok(null);
    const endpoints = endpointsOf(command.region);
    const how = {
      kind: 'web-identity',
      roleArn,
      roleSessionName: roleSessionName(command.roleSessionName, ports.host),
      providerId,
      tokenFile: source.kind === 'file' ? source.path : null,
      durationSeconds,
      policy,
      policyArns,
      endpoints,
    } as const;
    const maximum = store.state().maximums.get(roleArn)?.seconds ?? null;
    const faults = [...checkAssumeRoleWithWebIdentity(how, maximum), ...failureOf(token)];
    const made = { name: command.name ?? nameInArn(roleArn), how };
    return begin({ operation: 'assume-web-identity', turn }, made, faults, valueOf(token));
  };

  const federate = (command: Of<'federate'>, turn: number): Faults => {
    const { identity, userName, durationSeconds, policy, policyArns, tags } = command;
    const known = store.state().identities.get(identity);
    if (known === undefined)
      return [{ kind: 'unknown-target', target: { kind: 'session', identity } }];
    const how = {
      kind: 'federated-user',
      identity,
      userName,
      durationSeconds,
      policy,
      policyArns,
      tags,
    } as const;
    const faults = checkGetFederationToken({ ...how, name: userName }, signedByOf(known));
    return begin({ operation: 'federate', turn }, { name: command.name ?? userName, how }, faults);
  };

  /** A program that got nothing leaves a line in the ledger as well. */
  const noted = async (
    work: Promise<Result<OperationOutcome, readonly Failure[]>>,
    targets: readonly GrantRef[],
    how: HandOver,
    from: Asker,
  ): Promise<Result<OperationOutcome, readonly Failure[]>> => {
    const result = await work;
    if (!result.ok && typeof from === 'object')
      for (const target of targets) handing.refuse(target, how, from, 'failed');
    return result;
  };

  const settle = async (
    operation: OperationKind,
    of: number,
    work: Promise<Result<OperationOutcome, readonly Failure[]>>,
  ): Promise<void> => {
    const result = await work;
    if (result.ok) done(operation, result.value, of);
    else refused(operation, result.failure, of);
  };

  return {
    run: (command, from) => {
      const of = begun(command.kind);
      const check = (faults: Faults): void => {
        if (faults !== null) refused(command.kind, faults, of);
      };
      switch (command.kind) {
        case 'get-session-token':
          return sessions.get(command, of);
        case 'assume-role':
          return void Promise.resolve(assumeRole(command, of)).then(check);
        case 'assume-saml':
          return check(assumeSaml(command, of));
        case 'assume-web-identity':
          return check(assumeWebIdentity(command, of));
        case 'federate':
          return check(federate(command, of));
        case 'decode':
          return void settle(command.kind, of, asking.decode(command.message, command.denied));
        case 'identify':
          return void settle(command.kind, of, asking.identify(command.target));
        case 'export-file':
          return void settle(
            command.kind,
            of,
            noted(files.save(command, from), command.targets, 'export', from),
          );
        case 'import-file':
          return void settle(command.kind, of, files.load(command));
        case 'write-profile':
          return void settle(
            command.kind,
            of,
            noted(owned.write(command, from), [command.target], 'write', from),
          );
        case 'install-live':
          return void settle(command.kind, of, owned.install(command));
        case 'uninstall-live':
          return void settle(command.kind, of, owned.uninstall(command));
        case 'undo-write':
          return void settle(command.kind, of, owned.undo());
        case 'change-profiles':
          return void settle(command.kind, of, editing.change(command));
        case 'share-profiles':
          return void settle(command.kind, of, editing.share(command));
        default:
          return assertNever(command);
      }
    },
    step: () => {
      making.step();
      sessions.step();
      explaining.step();
      owned.step();
    },
    abandon: (refs) => {
      making.abandon(refs);
      owned.abandon(refs);
    },
    abandonAll: () => {
      turns.clear();
      making.abandonAll();
      sessions.abandonAll();
      owned.abandonAll();
    },
  };
};

const failureOf = (result: Result<unknown, Failure>): readonly Failure[] =>
  result.ok ? [] : [result.failure];

const valueOf = (result: Result<Secret | null, Failure>): Secret | null =>
  result.ok ? result.value : null;
