import { z } from 'zod';
import { internalFailure, throttled, type AwsError, type Service } from './errors.ts';

const MEGABYTE = 1024 * 1024;

const faultSchema = z.discriminatedUnion('kind', [
  /** Waits (real time) before the request is looked at; other faults still apply. */
  z.strictObject({ kind: z.literal('latency'), milliseconds: z.int().positive() }),
  /** IAM is eventually consistent: what the request changes is seen only after so many seconds of the server's clock. */
  z.strictObject({ kind: z.literal('late'), seconds: z.number().positive() }),
  z.strictObject({ kind: z.literal('throttling') }),
  z.strictObject({ kind: z.literal('internal-error') }),
  /** Judged as ever; a denial says why in an encoded message too, as other servers that speak STS and IAM write it. */
  z.strictObject({ kind: z.literal('encoded-denial') }),
  /** Any other refusal, such as RegionDisabledException or RequestExpired. */
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(400).max(599),
    code: z.string(),
    message: z.string(),
  }),
  /** The connection is reset and nothing has happened. */
  z.strictObject({ kind: z.literal('reset-before') }),
  /** The request is carried out (a code is spent), then the connection is reset. */
  z.strictObject({ kind: z.literal('reset-after') }),
  /** Carried out, but the connection ends in the middle of the announced body. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** Carried out; a complete HTTP answer with half an XML document in it. */
  z.strictObject({ kind: z.literal('broken-xml') }),
  /** Carried out; the document is followed by this many bytes of white space. */
  z.strictObject({
    kind: z.literal('oversized'),
    bytes: z
      .int()
      .positive()
      .default(32 * MEGABYTE),
  }),
  /** Carried out, but what comes back is a page of a captive portal or proxy. */
  z.strictObject({
    kind: z.literal('wrong-content-type'),
    contentType: z.string().default('text/html; charset=utf-8'),
    body: z
      .string()
      .default('<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>'),
  }),
]);

/** A fault on demand. */
export const faultRuleSchema = z.strictObject({
  /** `sts:AssumeRole`, `s3:ListBuckets`, `iam:*` or `*`. */
  operation: z.string().default('*'),
  /** How many requests it hits; null: all from now on. */
  times: z.int().positive().nullable().default(1),
  /** How many matching requests pass first. */
  skip: z.int().nonnegative().default(0),
  fault: faultSchema,
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

/** What happens to one request: a delay, what it changes seen late, and at most one other fault. */
export type Strike = {
  readonly delayMs: number;
  readonly lateSeconds: number;
  /** Nothing is looked at before this is aborted. */
  readonly held: AbortSignal | undefined;
  readonly fault: Exclude<Fault, { readonly kind: 'latency' | 'late' }> | undefined;
};

export type Faults = {
  add(rule: FaultRuleInput): void;
  clear(): void;
  /** Keeps every request of an operation waiting until the returned function is called. */
  hold(operation: string): () => void;
  /** What hits a request of this operation now; counts it. */
  strike(operation: string): Strike;
};

const hits = (pattern: string, operation: string): boolean =>
  pattern === '*' ||
  pattern === operation ||
  (pattern.endsWith(':*') && operation.startsWith(pattern.slice(0, -1)));

export const createFaults = (): Faults => {
  type Armed = { readonly rule: FaultRule; skip: number; left: number };
  let armed: readonly Armed[] = [];
  type Hold = { readonly operation: string; readonly gate: AbortController };
  let holds: readonly Hold[] = [];
  return {
    add: (input) => {
      const rule = faultRuleSchema.parse(input);
      armed = [...armed, { rule, skip: rule.skip, left: rule.times ?? Infinity }];
    },
    clear: () => {
      armed = [];
    },
    hold: (operation) => {
      const hold: Hold = { operation, gate: new AbortController() };
      holds = [...holds, hold];
      return () => {
        holds = holds.filter((one) => one !== hold);
        hold.gate.abort();
      };
    },
    strike: (operation) => {
      let delayMs = 0;
      let lateSeconds = 0;
      let struck: Strike['fault'];
      for (const one of armed) {
        const { fault } = one.rule;
        const already = {
          latency: delayMs > 0,
          late: lateSeconds > 0,
          other: struck !== undefined,
        };
        const taken =
          already[fault.kind === 'latency' || fault.kind === 'late' ? fault.kind : 'other'];
        if (taken || one.left === 0 || !hits(one.rule.operation, operation)) continue;
        if (one.skip > 0) {
          one.skip -= 1;
          continue;
        }
        one.left -= 1;
        if (fault.kind === 'latency') delayMs = fault.milliseconds;
        else if (fault.kind === 'late') lateSeconds = fault.seconds;
        else struck = fault;
      }
      armed = armed.filter(({ left }) => left > 0);
      const held = holds.find((one) => hits(one.operation, operation))?.gate.signal;
      return { delayMs, lateSeconds, held, fault: struck };
    },
  };
};

/** The refusal a fault stands for, if it is one. */
export const faultError = (fault: Strike['fault'], service: Service): AwsError | undefined => {
  switch (fault?.kind) {
    case 'throttling':
      return throttled(service);
    case 'internal-error':
      return internalFailure(service);
    case 'error':
      return {
        status: fault.status,
        code: fault.code,
        message: fault.message,
        fault: fault.status >= 500 ? 'Receiver' : 'Sender',
      };
    default:
      return undefined;
  }
};
