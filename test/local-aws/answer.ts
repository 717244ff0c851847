import { authenticate } from './authenticate.ts';
import { withEncoded } from './authorization-messages.ts';
import { callerArn, type Caller } from './caller.ts';
import { createEc2, EC2 } from './ec2.ts';
import { authError, invalidAction, type AwsError, type Outcome, type Service } from './errors.ts';
import { createIam, IAM, iamRefusal } from './iam.ts';
import type { ServiceDeps } from './operation.ts';
import { parseForm, type Params } from './params.ts';
import {
  ec2Success,
  errorReply,
  querySuccess,
  s3Success,
  type Dialect,
  type Reply,
} from './reply.ts';
import { answerS3, s3Operation } from './s3.ts';
import { parseClaim, type ReceivedRequest } from './sigv4.ts';
import { createSignIn, FEDERATION_PATH, signInRefusal } from './sign-in.ts';
import { createSts, createUnsignedSts, STS, stsRefusal } from './sts.ts';
import type { XmlNode } from './xml.ts';

/** Where a request belongs. `operation` is as faults and the log name it: `sts:AssumeRole`. */
export type Route = {
  /** `signin` is the console's federation endpoint. */
  readonly service: Service | 'signin';
  readonly action: string;
  readonly operation: string;
  /** The region in the scope of the signature; undefined when nobody signed. */
  readonly region: string | undefined;
  readonly params: Params;
};

/** What became of a request: the answer, and the facts for the log. */
export type Answer = {
  readonly reply: Reply;
  readonly principal: string | undefined;
  readonly errorCode: string | undefined;
};

/** How to carry a request out. */
export type Way = {
  readonly dialect: Dialect;
  /** A denial also says why in an encoded message. */
  readonly encoded: boolean;
  /** Seconds until what it changes is seen. */
  readonly seenAfter: number;
};

export type Answering = {
  route(request: ReceivedRequest): Route;
  /** Authenticates, authorizes and carries out. */
  answer(request: ReceivedRequest, route: Route, way: Way): Promise<Answer>;
  /** A refusal that has nothing to do with what the request says. */
  refuse(route: Route, error: AwsError, dialect: Dialect): Answer;
};

const SERVICES = ['sts', 'iam', 's3', 'ec2'] as const;

const refuse: Answering['refuse'] = (route, error, dialect) => ({
  reply:
    route.service === 'signin' ? signInRefusal(error) : errorReply(route.service, error, dialect),
  principal: undefined,
  errorCode: error.code,
});

/** One base URL serves all services: the action decides, else the scope of the signature. */
export const createAnswering = (deps: ServiceDeps): Answering => {
  const services = {
    sts: { operations: createSts(deps), version: STS.version },
    iam: { operations: createIam(deps), version: IAM.version },
    ec2: { operations: createEc2(deps), version: EC2.version },
  } as const;
  const unsigned = createUnsignedSts(deps);
  const signIn = createSignIn(deps);
  const queryServices = ['sts', 'iam', 'ec2'] as const;

  const serviceOf = (action: string | undefined, scope: string | undefined): Service => {
    if (action !== undefined) {
      if (unsigned.has(action)) return 'sts';
      const known = queryServices.find((name) => services[name].operations.has(action));
      if (known !== undefined) return known;
    }
    const scoped = SERVICES.find((name) => name === scope);
    return scoped ?? (action === undefined ? 's3' : 'sts');
  };

  const explained = (error: AwsError): AwsError =>
    error.denial === undefined
      ? error
      : { ...error, message: withEncoded(error.message, deps.messages.encode(error.denial)) };

  /** AWS remembers of long-term keys when they were last seen. */
  const noteKeyUse = (request: ReceivedRequest, service: Service, region: string): void => {
    const claim = parseClaim(request);
    if (claim.ok) deps.keyUses.set(claim.value.keyId, { at: deps.clock.now(), service, region });
  };

  /** Refuses by the kind of credentials. */
  const admit = (
    service: Service,
    action: string,
    caller: Caller,
  ): Outcome<unknown> | undefined => {
    if (service === 'sts') return stsRefusal(action, caller);
    return service === 'iam' ? iamRefusal(caller) : undefined;
  };

  const success = (
    service: 'sts' | 'iam' | 'ec2',
    action: string,
    result: XmlNode,
    dialect: Dialect,
  ): Reply =>
    service === 'ec2' ? ec2Success(action, result) : querySuccess(service, action, result, dialect);

  const answerUnsigned = async (route: Route, dialect: Dialect): Promise<Answer> => {
    const { action, params } = route;
    const operation = unsigned.get(action);
    const asked = params.get('Version');
    if (operation === undefined || asked !== STS.version) {
      const error = invalidAction(action, asked ?? 'NO_VERSION_SPECIFIED');
      return refuse(route, error, dialect);
    }
    const result = await operation(params);
    return result.ok
      ? {
          reply: querySuccess('sts', action, result.value, dialect),
          principal: undefined,
          errorCode: undefined,
        }
      : refuse(route, result.failure, dialect);
  };

  return {
    refuse,
    route: (request) => {
      const params = parseForm(
        request.method === 'POST' ? request.body.toString('utf8') : request.query,
      );
      if (request.path === FEDERATION_PATH) {
        const action = params.get('Action') ?? 'Unknown';
        const service = 'signin';
        return { service, action, operation: `signin:${action}`, region: undefined, params };
      }
      const claim = parseClaim(request);
      const scope = claim.ok ? claim.value : undefined;
      const service = serviceOf(params.get('Action'), scope?.service);
      const action = service === 's3' ? s3Operation(request) : (params.get('Action') ?? 'Unknown');
      const operation = `${service}:${action}`;
      return { service, action, operation, region: scope?.region, params };
    },
    answer: async (request, route, { dialect, encoded, seenAfter }) => {
      const { service, action, params, region = '' } = route;
      if (service === 'signin') {
        const { reply, principal } = signIn.answer(params);
        return { reply, principal, errorCode: principal === undefined ? 'HTTP 400' : undefined };
      }
      if (service === 'sts' && unsigned.has(action)) return answerUnsigned(route, dialect);
      const authenticated = authenticate(request, service, {
        world: deps.world(),
        sessions: deps.sessions,
        now: deps.clock.now(),
      });
      if (!authenticated.ok) {
        return refuse(route, authError(service, authenticated.failure), dialect);
      }
      const caller = authenticated.value;
      noteKeyUse(request, service, region);
      const principal = callerArn(deps.world(), caller);
      const refused = (error: AwsError): Answer => ({
        ...refuse(route, encoded ? explained(error) : error, dialect),
        principal,
      });
      const done = (reply: Reply): Answer => ({ reply, principal, errorCode: undefined });
      if (service === 's3') {
        const answered = answerS3(action, deps, caller);
        return answered.ok
          ? done(s3Success(answered.value.root, answered.value.content))
          : refused(answered.failure);
      }
      const admitted = admit(service, action, caller);
      if (admitted?.ok === false) return refused(admitted.failure);
      const { operations, version } = services[service];
      const operation = operations.get(action);
      const asked = params.get('Version');
      if (operation === undefined || asked !== version) {
        return refused(invalidAction(action, asked ?? 'NO_VERSION_SPECIFIED'));
      }
      const result = operation(params, caller, { region, seenAfter });
      return result.ok
        ? done(success(service, action, result.value, dialect))
        : refused(result.failure);
    },
  };
};
