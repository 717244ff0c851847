import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../app/model.ts';
import { fail, ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import type { ServedAnswer } from '../../../app/serving.ts';
import { assume } from '../../local-aws/assuming.ts';
import { newFolder } from '../../local-aws/run-client.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import {
  ACCOUNT,
  allow,
  call,
  given,
  role,
  start,
  user,
  worldWith,
} from '../../local-aws/support.ts';
import { until } from '../../support/until.ts';
import { awscli, boto3, clients, jsSdk, type StartClient } from './endpoint-clients.ts';
import { openEndpoint } from './open-endpoint.ts';

// AWS's own clients are the judges: each fetches from the endpoint, and the local AWS believes it.

// Clients ask three times, a second apart, before they give up.
const MINUTE = 60_000;

const startAws = (): Promise<LocalAws> =>
  start({
    world: worldWith([user({ policies: [allow()] })], [role('dev', { policies: [allow()] })]),
  });

const arnOf = (sessionName: string): string =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/dev/${sessionName}`;

/** Credentials of the role under a session name, with the end that AWS states. */
const assumed = async (aws: LocalAws, sessionName: string): Promise<Credentials> => {
  const answer = await assume(aws, 'dev', { RoleSessionName: sessionName });
  const { accessKeyId, secretAccessKey, sessionToken = '' } = given(answer);
  return {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    sessionToken: secret(sessionToken),
    expiresAt: answer.Credentials?.Expiration?.getTime() ?? 0,
  };
};

/** An endpoint whose answer a test can change, and how often it was asked. */
const changing = async (first: ServedAnswer) => {
  const state = { answer: first, asked: 0 };
  const endpoint = await openEndpoint(() => {
    state.asked += 1;
    return state.answer;
  });
  return { state, env: endpoint.environment };
};

describe.each(clients)('%s', (_, startClient) => {
  it('gets its credentials from the endpoint', async () => {
    const aws = await startAws();
    const { env } = await changing(ok(await assumed(aws, 'first')));
    const client = await startClient(aws.url, env);
    expect(await client.whoAmI()).toBe(arnOf('first'));
  });

  it('goes on over a renewal without a restart, when those before have ended', async () => {
    const aws = await startAws();
    aws.setLifetimes({ roleSeconds: { dev: 10 } });
    const answer = await assume(aws, 'dev', { RoleSessionName: 'first' });
    const { state, env } = await changing(ok(await assumed(aws, 'first')));
    const client = await startClient(aws.url, env);
    expect(await client.whoAmI()).toBe(arnOf('first'));
    await until(
      'the first credentials to end',
      async () => (await call(aws, { keys: given(answer) })).code === 'ExpiredToken',
    );
    aws.setLifetimes({});
    // Lasting longer, so that none of it is read twice.
    state.answer = ok(await assumed(aws, 'second'));
    expect(await client.whoAmI()).toBe(arnOf('second'));
  });
});

describe('how early a client asks again (aws-rules.md, Freshness)', () => {
  /** Asks AWS three times with the first credentials, which say that so many minutes are left of them. */
  const asking = async (startClient: StartClient, minutes: number) => {
    const aws = await startAws();
    const credentials = await assumed(aws, 'first');
    const left = { ...credentials, expiresAt: Date.now() + minutes * MINUTE };
    const { state, env } = await changing(ok(left));
    const client = await startClient(aws.url, env);
    for (let times = 0; times < 3; times += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await client.whoAmI()).toBe(arnOf('first'));
    return state;
  };

  it.each([
    ['boto3', 14, boto3],
    ['the JS SDK', 4, jsSdk],
  ] as const)('%s does with %i minutes left', async (_, minutes, startClient) => {
    const state = await asking(startClient, minutes);
    // The JS SDK asks behind the back of a call that it signs with what it has.
    await until('the client to ask again', () => state.asked > 1);
    expect(state.asked).toBeGreaterThan(1);
  });

  it.each([
    ['boto3', 16, boto3],
    ['the JS SDK', 6, jsSdk],
  ] as const)('%s does not with %i minutes left', async (_, minutes, startClient) => {
    const state = await asking(startClient, minutes);
    expect(state.asked).toBe(1);
  });
});

describe('without credentials', () => {
  it.each([
    ['awscli', awscli],
    ['boto3', boto3],
  ] as const)('%s says what the endpoint said', async (_, startClient) => {
    const aws = await startAws();
    const { env } = await changing(fail({ kind: 'needs-code', identity: 'ada' }));
    const client = await startClient(aws.url, env);
    expect(await client.whoAmI()).toContain('Fobwatch needs an MFA code of ada and asks for it');
  });

  it.each(clients)('%s goes on once they are there', async (_, startClient) => {
    const aws = await startAws();
    const { state, env } = await changing(fail({ kind: 'needs-code', identity: 'ada' }));
    const client = await startClient(aws.url, env);
    expect(await client.whoAmI()).not.toContain('arn:');
    state.answer = ok(await assumed(aws, 'first'));
    expect(await client.whoAmI()).toBe(arnOf('first'));
  });
});

describe('what wins over the endpoint in every client', () => {
  /** An endpoint beside keys that a client finds elsewhere, which are those of the session `kept`. */
  const beside = async () => {
    const aws = await startAws();
    const { state, env } = await changing(ok(await assumed(aws, 'first')));
    const kept = given(await assume(aws, 'dev', { RoleSessionName: 'kept' }));
    return { aws, state, env, kept };
  };

  it.each(clients)('keys in the environment of %s', async (_, startClient) => {
    const { aws, state, env, kept } = await beside();
    const client = await startClient(aws.url, {
      ...env,
      AWS_ACCESS_KEY_ID: kept.accessKeyId,
      AWS_SECRET_ACCESS_KEY: kept.secretAccessKey,
      AWS_SESSION_TOKEN: kept.sessionToken ?? '',
    });
    expect(await client.whoAmI()).toBe(arnOf('kept'));
    expect(state.asked).toBe(0);
  });

  it.each(clients)('keys under [default] in the files of %s', async (_, startClient) => {
    const { aws, state, env, kept } = await beside();
    const file = join(await newFolder(), 'credentials');
    const lines = [
      '[default]',
      `aws_access_key_id = ${kept.accessKeyId}`,
      `aws_secret_access_key = ${kept.secretAccessKey}`,
      `aws_session_token = ${kept.sessionToken ?? ''}`,
      '',
    ];
    await writeFile(file, lines.join('\n'), { mode: 0o600 });
    const client = await startClient(aws.url, { ...env, AWS_SHARED_CREDENTIALS_FILE: file });
    expect(await client.whoAmI()).toBe(arnOf('kept'));
    expect(state.asked).toBe(0);
  });
});
