import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { parseCode } from '../../../app/credentials/mfa-code.ts';
import type { CallContext, CodeInCall } from '../../../app/ports.ts';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { createLines, type Lines, type LinesDeps } from '../../../main/aws/lines.ts';
import { createTrust } from '../../../main/aws/trust.ts';
import { keysOf, serialOf, type Keys } from '../../local-aws/support.ts';
import type { LocalAws } from '../../local-aws/server.ts';

/** The context of a call signed with these keys. */
export const contextOf = (url: string, keys: Keys, skew = 0): CallContext => ({
  endpoint: { region: 'us-east-1', url, caBundle: null },
  signer: {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: secret(keys.secretAccessKey),
    sessionToken: keys.sessionToken === undefined ? null : secret(keys.sessionToken),
  },
  skew,
});

/** A call of the first user of the local AWS, with the long-term key. */
export const userContext = (aws: LocalAws, skew = 0): CallContext =>
  contextOf(aws.url, keysOf(aws.world()), skew);

/** The first device with a code that is not spent. */
export const freshMfa = (aws: LocalAws): CodeInCall => {
  const serial = serialOf(aws.world());
  const code = parseCode(aws.freshCode(serial) ?? '');
  if (!code.ok) throw new Error('the device shows no code');
  return { serial, code: code.value };
};

export const someKeys: Keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Ways through the network as they are without settings and environment; the system is never asked. */
export const directly = (over: Partial<LinesDeps> = {}): Lines =>
  createLines({
    settings: () => ({ ...defaultSettings, uncheckedEndpoints: [] }),
    environment: {},
    askSystem: async () => 'DIRECT',
    passwords: { read: async () => ok(null) },
    trust: createTrust(),
    ...over,
  });

export type RawServer = { readonly context: CallContext; readonly requests: () => number };

/** A server that answers as told, for replies no AWS would give; ends with the test. */
export const rawServer = async (
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<RawServer> => {
  const state = { requests: 0 };
  const server = createServer((request, response) => {
    state.requests += 1;
    request.resume().on('end', () => answer(response, request));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const context = contextOf(`http://127.0.0.1:${address.port}`, someKeys);
  return { context, requests: () => state.requests };
};

/** GetSessionToken's reply as STS writes it, with these credentials. */
export const sessionReply = (credentials: Readonly<Record<string, string>>): string =>
  `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials>${Object.entries(
    credentials,
  )
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join(
      '',
    )}</Credentials></GetSessionTokenResult><ResponseMetadata><RequestId>7d0d0c6a</RequestId></ResponseMetadata></GetSessionTokenResponse>`;

/** Every fault of the local AWS that an answer may have, and what comes of it. */
export const everyFault = [
  ['throttling', { kind: 'aws', code: 'Throttling', status: 400 }],
  ['internal-error', { kind: 'aws', code: 'InternalFailure', status: 500 }],
  ['reset-before', { kind: 'network', code: 'ECONNRESET' }],
  ['reset-after', { kind: 'network', code: 'ECONNRESET' }],
  ['truncated', { kind: 'network', code: 'ECONNRESET' }],
  ['broken-xml', { kind: 'malformed' }],
  ['oversized', { kind: 'malformed' }],
  ['wrong-content-type', { kind: 'malformed' }],
] as const;
