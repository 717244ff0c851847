import type { Detail } from '../detail.ts';
import type { CredentialSource } from '../profiles/profile.ts';
import type { Instant } from '../model.ts';

/** Why a source outside the AWS files handed out nothing, as facts; never with what it said. */
export type SourceCause =
  /** A variable of the app's own environment is missing. */
  | { readonly kind: 'not-set'; readonly variable: string }
  /** A variable that no SDK would follow: no address, or text that fits in no header. */
  | { readonly kind: 'unusable'; readonly variable: string }
  /** AWS_EC2_METADATA_DISABLED. */
  | { readonly kind: 'disabled' }
  /** Plain HTTP to a host that is neither this computer nor AWS's own address for containers. */
  | { readonly kind: 'host-refused'; readonly host: string }
  /** `code` is a system's, or ETIMEDOUT. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  | { readonly kind: 'answered'; readonly host: string; readonly status: number }
  /** The machine has no role. */
  | { readonly kind: 'no-role'; readonly host: string }
  | { readonly kind: 'malformed'; readonly host: string; readonly detail: Detail }
  | { readonly kind: 'file'; readonly path: string; readonly detail: Detail }
  /** What was handed out had ended already. */
  | { readonly kind: 'ended'; readonly at: Instant }
  /** AWS says that what was handed out has ended; its code and text. */
  | { readonly kind: 'expired'; readonly code: string; readonly message: string };

export type SourceFailure = {
  readonly source: CredentialSource['kind'];
  readonly cause: SourceCause;
};

/**
 * Whether time alone may mend it: endpoints come back, files are written anew. The environment of a running app never
 * changes.
 */
export const isPassingSource = ({ source, cause }: SourceFailure): boolean => {
  switch (cause.kind) {
    case 'unreachable':
    case 'answered':
    case 'no-role':
    case 'malformed':
    case 'file':
      return true;
    case 'ended':
    case 'expired':
      return source !== 'environment';
    case 'not-set':
    case 'unusable':
    case 'disabled':
    case 'host-refused':
      return false;
  }
};
