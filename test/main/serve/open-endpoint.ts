import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { detailCode } from '../../../app/detail.ts';
import type { Credentials } from '../../../app/model.ts';
import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import type { ServedAnswer } from '../../../app/serving.ts';
import { unreadyWords } from '../../../app/view/words.ts';
import { createContainerEndpoints } from '../../../main/serve/container.ts';

/** What the tests of the container endpoint share: an endpoint that ends with the test, and bytes sent to it. */

export const NOON = 1_800_000_000_000;

export const GIVEN: Credentials = {
  accessKeyId: 'ASIAENDPOINT00000001',
  secretAccessKey: secret('endpoint-secret/+="$ 0123'),
  sessionToken: secret('endpoint-token/+=='),
  expiresAt: NOON + 999,
};

/** One endpoint, with what it was handed out as in the open. */
export const openEndpoint = async (
  answer: (program: string | null) => ServedAnswer = () => ok(GIVEN),
) => {
  const endpoints = createContainerEndpoints({ words: (unready) => unreadyWords(unready, NOON) });
  const opened = await endpoints.open(answer);
  if (!opened.ok) throw new Error(`no endpoint: ${detailCode(opened.failure)}`);
  onTestFinished(opened.value.close);
  const url = new URL(reveal(opened.value.url));
  return {
    endpoints,
    url,
    port: Number(url.port),
    token: reveal(opened.value.token),
    close: opened.value.close,
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url.href,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: reveal(opened.value.token),
    },
  };
};

export type Opened = Awaited<ReturnType<typeof openEndpoint>>;

/** Sends bytes over a connection of their own and returns all that came back, once the other side has ended it. */
export const exchange = (port: number, bytes: string, host = '127.0.0.1'): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      got += chunk;
    });
    socket.on('connect', () => socket.write(bytes));
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });

export type Question = {
  readonly method?: string;
  readonly path?: string;
  readonly version?: string;
  /** In place of the right ones; null leaves the header out. */
  readonly host?: string | null;
  readonly authorization?: string | null;
  readonly more?: readonly string[];
  readonly body?: string;
};

/** A right question to an endpoint, but for what is said otherwise. */
export const questionTo = ({ url, port, token }: Opened, changes: Question = {}): string => {
  const { method = 'GET', path = url.pathname, version = '1.1', more = [], body = '' } = changes;
  const host = changes.host === undefined ? `127.0.0.1:${port}` : changes.host;
  const authorization = changes.authorization === undefined ? token : changes.authorization;
  return [
    `${method} ${path} HTTP/${version}`,
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
    ...more,
    '',
    body,
  ].join('\r\n');
};
