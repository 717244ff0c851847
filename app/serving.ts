import type { Detail } from './detail.ts';
import type { Failure } from './failure.ts';
import type { Credentials } from './model.ts';
import type { Result } from './result.ts';
import type { Secret } from './secret.ts';

/** Why an endpoint has no credentials to give just now. */
export type Unready =
  | { readonly kind: 'waits' }
  /** A person was asked for a code of this identity. */
  | { readonly kind: 'needs-code'; readonly identity: string }
  | { readonly kind: 'declined' }
  /** Production: a person is asked whether it still may leave. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ServedAnswer = Result<Credentials, Unready>;

/** An endpoint that listens. Whoever knows both may fetch, so both are secrets. */
export type Listening = {
  readonly url: Secret;
  readonly token: Secret;
  /** Takes no connection any more, and cuts those that are open. */
  close(): void;
};

/** HTTP on this computer alone, as AWS's SDKs fetch credentials in containers (aws-rules.md, Container endpoint). */
export type ContainerEndpoints = {
  /**
   * Listens until it is closed; the failure is the system's own word. `answer` is given the name a program goes by,
   * null where it says none. It is not awaited: SDKs wait 2 s, a person takes longer.
   */
  open(answer: (program: string | null) => ServedAnswer): Promise<Result<Listening, Detail>>;
};
