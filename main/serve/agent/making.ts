import type { CommandRequest } from '../../../app/command-line/table.ts';
import type { PolicyInput } from '../../../app/command-line/value.ts';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import { nameInArn } from '../../../app/credentials/made.ts';
import { grantName, type GrantRef } from '../../../app/model.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { startedWords, whichIdentityWords } from '../../../app/view/words/agent.ts';
import { failed, said, type Call, type Reply } from './call.ts';
import {
  readableFrom,
  readTyped,
  type AgentDeps,
  type Handlers,
  type Step,
  type Steps,
} from './context.ts';
import type { Meanwhile, Operate } from './operate.ts';

/** A session policy as text: typed, or in the file that was named. */
const policyOf = async (input: PolicyInput | null, call: Call): Promise<Step<string | null>> => {
  if (input === null) return ok(null);
  if (input.kind === 'json') return ok(input.text);
  const text = await readTyped(call, input.path);
  return text.ok ? ok(reveal(text.value)) : text;
};

type TokenSource = Extract<OperationCommand, { readonly kind: 'assume-web-identity' }>['source'];

/** Where a token comes from: piped in, or a file that is read again for each session. */
const tokenOf = async (typed: string, call: Call): Promise<Step<TokenSource>> => {
  if (typed === '-') {
    const piped = await readTyped(call, typed);
    return piped.ok ? ok({ kind: 'token', token: reveal(piped.value).trim() }) : piped;
  }
  const path = readableFrom(call, typed);
  return path.ok ? ok({ kind: 'file', path: path.value }) : path;
};

/** Commands that make one call of STS with arguments of its own. */
export const making = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
  operate: Operate,
): Handlers<'assume-role' | 'assume-saml' | 'assume-web-identity' | 'federate'> => {
  const made = async (
    command: OperationCommand,
    call: Call,
    meanwhile?: Meanwhile,
  ): Promise<Reply> => {
    const done = await operate(command, call, meanwhile);
    if (!done.ok) return done.failure;
    if (done.value.kind !== 'held') return failed('failed', '');
    const name = grantName(done.value.target);
    const { grants, skew } = engine.state();
    const expiresAt = grants.get(`made:${name}`)?.held?.expiresAt ?? engine.now();
    const left = Math.floor((expiresAt - engine.now()) / 1000);
    return said(`${startedWords(name, left, expiresAt - skew)}\n`);
  };

  /** Whose key signs: the one named, or the only one there is. */
  const identityOf = (typed: string | null): Step<string> => {
    const names = [...engine.state().identities.keys()];
    const [only] = names;
    if (typed !== null) return ok(typed);
    return only !== undefined && names.length === 1
      ? ok(only)
      : fail(failed('unknown-name', whichIdentityWords(names)));
  };

  type Narrowed = Extract<CommandRequest, { readonly policy: PolicyInput | null }>;
  const policies = async ({ policy, policyArn }: Narrowed, call: Call) => {
    const text = await policyOf(policy, call);
    return text.ok ? ok({ policy: text.value, policyArns: [...policyArn] }) : text;
  };

  return {
    'assume-role': async (request, call) => {
      const narrowed = await policies(request, call);
      if (!narrowed.ok) return narrowed.failure;
      const { profile, name, serialNumber } = request;
      const code = call.code ?? request.code;
      const ref: GrantRef = { kind: 'made', name: name ?? profile };
      return made(
        {
          kind: 'assume-role',
          profile,
          name,
          roleSessionName: request.roleSessionName,
          durationSeconds: request.durationSeconds,
          ...narrowed.value,
          sourceIdentity: request.sourceIdentity,
          tags: [...request.tag],
          transitiveTagKeys: [...request.transitiveTagKey],
          serialNumber,
          tokenCode: serialNumber === null ? null : code,
        },
        call,
        { target: ref, wait: () => steps.obtained(ref, request, call) },
      );
    },
    'assume-saml': async (request, call) => {
      const narrowed = await policies(request, call);
      if (!narrowed.ok) return narrowed.failure;
      const assertion = await readTyped(call, request.assertionFile);
      if (!assertion.ok) return assertion.failure;
      const { roleArn, principalArn, name, region, durationSeconds } = request;
      return made(
        {
          kind: 'assume-saml',
          name,
          region,
          roleArn,
          principalArn,
          assertion: reveal(assertion.value).trim(),
          durationSeconds,
          ...narrowed.value,
        },
        call,
      );
    },
    'assume-web-identity': async (request, call) => {
      const narrowed = await policies(request, call);
      if (!narrowed.ok) return narrowed.failure;
      const { roleArn, roleSessionName, providerId, name, region, durationSeconds } = request;
      const source = await tokenOf(request.tokenFile, call);
      if (!source.ok) return source.failure;
      return made(
        {
          kind: 'assume-web-identity',
          name: name ?? nameInArn(roleArn),
          region,
          roleArn,
          roleSessionName,
          providerId,
          source: source.value,
          durationSeconds,
          ...narrowed.value,
        },
        call,
      );
    },
    federate: async (request, call) => {
      const narrowed = await policies(request, call);
      if (!narrowed.ok) return narrowed.failure;
      const identity = identityOf(request.identity);
      if (!identity.ok) return identity.failure;
      return made(
        {
          kind: 'federate',
          identity: identity.value,
          name: null,
          userName: request.name,
          durationSeconds: request.durationSeconds,
          ...narrowed.value,
          tags: [...request.tag],
        },
        call,
      );
    },
  };
};
