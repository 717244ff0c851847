import { randomBytes } from 'node:crypto';
import { fail, ok } from '../../app/result.ts';
import { denialDocument, withEncoded } from './authorization-messages.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import type { Caller } from './caller.ts';
import { dryRunWouldSucceed, unauthorizedOperation, type Outcome } from './errors.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import type { Params } from './params.ts';

/**
 * As much of EC2 as shows how its refusals look: a list, which tells the reason only, and a start
 * of instances, whose refusal carries an encoded message for DecodeAuthorizationMessage.
 */
export const EC2 = { version: '2016-11-15', xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/' };

type Keys = readonly (readonly [string, readonly string[]])[];

const permit = (
  { clock, world, messages }: ServiceDeps,
  caller: Caller,
  {
    action,
    resource,
    keys,
    encoded,
  }: {
    readonly action: string;
    readonly resource: string;
    readonly keys: Keys;
    readonly encoded: boolean;
  },
): Outcome<undefined> => {
  const context = requestContext(world(), caller, {
    now: clock.now(),
    extra: keys.map(([key, values]) => [key.toLowerCase(), values] as const),
  });
  const wish = { action, resource, context };
  const decision = decide(world(), caller, wish);
  if (decision.allowed) return ok(undefined);
  const told = { action, denial: decision, ...(resource === '*' ? {} : { resource }) };
  const reason = `You are not authorized to perform this operation. ${notAuthorized(
    world(),
    caller,
    told,
    { explain: true },
  )}`;
  if (!encoded) return fail(unauthorizedOperation(reason));
  const document = denialDocument(world(), caller, { wish, denial: decision, keys });
  return fail(unauthorizedOperation(withEncoded(reason, messages.encode(document))));
};

const dryRun = (params: Params): boolean => params.get('DryRun') === 'true';

const describeInstances =
  (deps: ServiceDeps): Operation =>
  (params, caller, { region }) => {
    const permitted = permit(deps, caller, {
      action: 'ec2:DescribeInstances',
      resource: '*',
      keys: [['ec2:Region', [region]]],
      encoded: false,
    });
    if (!permitted.ok) return permitted;
    return dryRun(params) ? fail(dryRunWouldSucceed()) : ok({ reservationSet: '' });
  };

const runInstances =
  (deps: ServiceDeps): Operation =>
  (params, caller, { region }) => {
    const instanceType = params.get('InstanceType') ?? 'm1.small';
    const permitted = permit(deps, caller, {
      action: 'ec2:RunInstances',
      resource: `arn:${deps.world().partition}:ec2:${region}:${caller.account.id}:instance/*`,
      keys: [
        ['ec2:InstanceType', [instanceType]],
        ['ec2:Region', [region]],
      ],
      encoded: true,
    });
    if (!permitted.ok) return permitted;
    if (dryRun(params)) return fail(dryRunWouldSucceed());
    const id = (kind: string): string => `${kind}-${randomBytes(8).toString('hex')}0`;
    return ok({
      reservationId: id('r'),
      ownerId: caller.account.id,
      groupSet: '',
      instancesSet: {
        item: [
          {
            instanceId: id('i'),
            imageId: params.get('ImageId') ?? '',
            instanceType,
            instanceState: { code: 0, name: 'pending' },
          },
        ],
      },
    });
  };

export const createEc2 = (deps: ServiceDeps): Operations =>
  new Map([
    ['DescribeInstances', describeInstances(deps)],
    ['RunInstances', runInstances(deps)],
  ]);
