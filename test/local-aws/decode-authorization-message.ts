import { fail, ok } from '../../app/result.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import { accessDenied, invalidAuthorizationMessage } from './errors.ts';
import type { Operation, ServiceDeps } from './operation.ts';
import { checkParams } from './params.ts';
import { DECODE_AUTHORIZATION_MESSAGE } from './sts-rules.ts';

export const decodeAuthorizationMessage =
  ({ clock, world, messages }: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, DECODE_AUTHORIZATION_MESSAGE);
    if (!valid.ok) return valid;
    const action = 'sts:DecodeAuthorizationMessage';
    const decision = decide(world(), caller, {
      action,
      resource: '*',
      context: requestContext(world(), caller, { now: clock.now() }),
    });
    if (!decision.allowed) {
      const told = { action, denial: decision };
      return fail(accessDenied(notAuthorized(world(), caller, told, { explain: true })));
    }
    const decoded = messages.decode(params.get('EncodedMessage') ?? '');
    return decoded === undefined
      ? fail(invalidAuthorizationMessage())
      : ok({ DecodedMessage: decoded });
  };
