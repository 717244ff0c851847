import { onTestFinished } from 'vitest';
import { AWS, newFolder, QUIET, run, type Environment } from '../../local-aws/run-client.ts';
import { startLasting, type LastingName } from '../../support/lasting-client.ts';

/** Real clients of AWS that fetch their credentials from an endpoint and say who they are. */

export type Client = {
  /** The ARN that GetCallerIdentity answers with, or what the client said when it failed. */
  whoAmI(): Promise<string>;
};

/** Starts a client on the local AWS at `url`, with `env` and nothing else of this process's environment. */
export type StartClient = (url: string, env: Environment) => Promise<Client>;

/** A program that lives through the whole test: for each line it is sent it asks AWS once, and says a line. */
const lasting =
  (name: LastingName): StartClient =>
  async (url, env) => {
    const client = startLasting(name, url, {
      PATH: '/usr/bin:/bin',
      HOME: await newFolder(),
      LC_ALL: 'C.UTF-8',
      ...QUIET,
      ...env,
    });
    onTestFinished(client.stop);
    return client;
  };

export const boto3 = lasting('boto3');
export const jsSdk = lasting('the JavaScript SDK');

/** A process for each question, as a person types it. */
export const awscli: StartClient = async (url, env) => ({
  whoAmI: async () => {
    const where = ['--endpoint-url', url, '--region', 'us-east-1'];
    const what = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const { exitCode, stdout, stderr } = await run(AWS, [...what, ...where], {
      env: { ...QUIET, ...env },
    });
    return (exitCode === 0 ? stdout : stderr).trim();
  },
});

export const clients: readonly (readonly [string, StartClient])[] = [
  ['awscli', awscli],
  ['boto3', boto3],
  ['the JS SDK', jsSdk],
];
