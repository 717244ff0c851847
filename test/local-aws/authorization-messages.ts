import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Denial } from './authorize.ts';
import { callerArn, callerId, identityPolicies, type Caller } from './caller.ts';
import { list, statementsFor, type Wish } from './policy.ts';
import type { World } from './world.ts';

/** Seals why a call was denied into a text that only this server can read. */
export type AuthorizationMessages = {
  encode(document: string): string;
  /** Undefined for a text this server has not made. */
  decode(message: string): string | undefined;
};

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const createAuthorizationMessages = (): AuthorizationMessages => {
  const key = randomBytes(32);
  return {
    encode: (document) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv);
      const sealed = [cipher.update(document, 'utf8'), cipher.final()];
      return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url');
    },
    decode: (message) => {
      const bytes = Buffer.from(message, 'base64url');
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(opened).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
};

/** A refusal's text with its encoded message, as EC2 writes it. */
export const withEncoded = (text: string, encoded: string): string =>
  `${text}. Encoded authorization failure message: ${encoded}`;

const items = <T>(values: readonly T[]) => ({ items: values });
const valueItems = (values: readonly string[]) => items(values.map((value) => ({ value })));

/** What DecodeAuthorizationMessage tells of a denial; `keys` are the call's own condition keys. */
export const denialDocument = (
  world: World,
  caller: Caller,
  {
    wish,
    denial,
    keys,
  }: {
    readonly wish: Wish;
    readonly denial: Denial;
    readonly keys: readonly (readonly [string, readonly string[]])[];
  },
): string => {
  const policies = [
    ...identityPolicies(world, caller),
    ...('sessionPolicies' in caller ? (caller.sessionPolicies ?? []) : []),
  ];
  const denials = statementsFor(policies, wish).filter(({ Effect }) => Effect === 'Deny');
  return JSON.stringify({
    allowed: false,
    explicitDeny: denial.explicit,
    matchedStatements: items(
      denials.map((statement) => ({
        statementId: statement.Sid ?? '',
        effect: 'DENY',
        principals: valueItems([callerId(caller)]),
        principalGroups: items([]),
        actions: valueItems(list(statement.Action)),
        resources: valueItems(list(statement.Resource)),
        conditions: items([]),
      })),
    ),
    failures: items([]),
    context: {
      principal: {
        id: callerId(caller),
        ...(caller.kind === 'user' ? { name: caller.user.name } : {}),
        arn: callerArn(world, caller),
      },
      action: wish.action,
      resource: wish.resource,
      conditions: items(keys.map(([key, values]) => ({ key, values: valueItems(values) }))),
    },
  });
};
