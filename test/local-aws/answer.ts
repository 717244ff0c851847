import { authenticate } from './authenticate.ts';
import { callerArn } from './caller.ts';
import { authError, invalidAction, type AwsError, type Service } from './errors.ts';
import { createIam, IAM, iamRefusal } from './iam.ts';
import type { ServiceDeps } from './operation.ts';
import { parseForm, type Params } from './params.ts';
import { errorReply, querySuccess, s3Success, type Dialect, type Reply } from './reply.ts';
import { answerS3, s3Operation } from './s3.ts';
import { parseClaim, type ReceivedRequest } from './sigv4.ts';
import { createSts, STS, stsRefusal } from './sts.ts';

/** Where a request belongs. `operation` is as faults and the log name it: `sts:AssumeRole`. */
export type Route = {
  readonly service: Service;
  readonly action: string;
  readonly operation: string;
  readonly params: Params;
};

/** What became of a request: the answer, and the facts for the log. */
export type Answer = {
  readonly reply: Reply;
  readonly principal: string | undefined;
  readonly errorCode: string | undefined;
};

export type Answering = {
  route(request: ReceivedRequest): Route;
  /** Authenticates, authorizes and carries out. */
  answer(request: ReceivedRequest, route: Route, dialect: Dialect): Answer;
  /** A refusal that has nothing to do with what the request says. */
  refuse(route: Route, error: AwsError, dialect: Dialect): Answer;
};

const SERVICES = ['sts', 'iam', 's3'] as const;

const refuse: Answering['refuse'] = (route, error, dialect) => ({
  reply: errorReply(route.service, error, dialect),
  principal: undefined,
  errorCode: error.code,
});

/** One base URL serves all services: the action decides, else the scope of the signature. */
export const createAnswering = (deps: ServiceDeps): Answering => {
  const services = {
    sts: { operations: createSts(deps), version: STS.version, refusal: stsRefusal },
    iam: {
      operations: createIam(deps),
      version: IAM.version,
      refusal: (_action: string, caller: Parameters<typeof iamRefusal>[0]) => iamRefusal(caller),
    },
  } as const;

  const serviceOf = (request: ReceivedRequest, action: string | undefined): Service => {
    if (action !== undefined) {
      if (services.sts.operations.has(action)) return 'sts';
      if (services.iam.operations.has(action)) return 'iam';
    }
    const claim = parseClaim(request);
    const scoped = claim.ok ? SERVICES.find((name) => name === claim.value.service) : undefined;
    return scoped ?? (action === undefined ? 's3' : 'sts');
  };

  return {
    refuse,
    route: (request) => {
      const params = parseForm(
        request.method === 'POST' ? request.body.toString('utf8') : request.query,
      );
      const service = serviceOf(request, params.get('Action'));
      const action = service === 's3' ? s3Operation(request) : (params.get('Action') ?? 'Unknown');
      return { service, action, operation: `${service}:${action}`, params };
    },
    answer: (request, route, dialect) => {
      const { service, action, params } = route;
      const authenticated = authenticate(request, service, {
        world: deps.world(),
        sessions: deps.sessions,
        now: deps.clock.now(),
      });
      if (!authenticated.ok) {
        return refuse(route, authError(service, authenticated.failure), dialect);
      }
      const caller = authenticated.value;
      const principal = callerArn(deps.world(), caller);
      const refused = (error: AwsError): Answer => ({
        ...refuse(route, error, dialect),
        principal,
      });
      const done = (reply: Reply): Answer => ({ reply, principal, errorCode: undefined });
      if (service === 's3') {
        const answered = answerS3(action, deps, caller);
        return answered.ok
          ? done(s3Success(answered.value.root, answered.value.content))
          : refused(answered.failure);
      }
      const { operations, version, refusal } = services[service];
      const allowed = refusal(action, caller);
      if (!allowed.ok) return refused(allowed.failure);
      const operation = operations.get(action);
      const asked = params.get('Version');
      if (operation === undefined || asked !== version) {
        return refused(invalidAction(action, asked ?? 'NO_VERSION_SPECIFIED'));
      }
      const result = operation(params, caller);
      return result.ok
        ? done(querySuccess(service, action, result.value, dialect))
        : refused(result.failure);
    },
  };
};
