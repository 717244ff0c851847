import { ownDetail } from '../../../app/detail.ts';
import type { SourceCause } from '../../../app/credentials/source.ts';
import type { FromSource } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { variable, type Variables } from './environment.ts';
import { credentialsIn } from './reply.ts';
import { request } from './request.ts';
import { readTextFile } from './token-file.ts';

/** Where ECS answers; a relative URI is under it. */
export const TASK_ENDPOINT = 'http://169.254.170.2';

const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const TOKEN = 'AWS_CONTAINER_AUTHORIZATION_TOKEN';
const TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';

/** Hosts beside this computer that the SDKs ask over plain HTTP: ECS, and EKS by both families. */
const CLEAR_HOSTS: ReadonlySet<string> = new Set([
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
]);

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/**
 * Where to ask, by the SDKs' rules ("Container credential provider", AWS SDKs and Tools reference): the relative URI
 * first, else the full one, which may name any host over https and only the hosts above without. A token sent
 * elsewhere in the clear would be a gift.
 */
export const containerUrl = (
  variables: Variables,
  taskEndpoint: string,
): Result<URL, SourceCause> => {
  const relative = variable(variables, RELATIVE);
  if (relative !== null) {
    const url = parseUrl(taskEndpoint + relative);
    // `@other.host/` would make of AWS's address a user name.
    return relative.startsWith('/') && url !== null
      ? ok(url)
      : fail({ kind: 'unusable', variable: RELATIVE });
  }
  const full = variable(variables, FULL);
  if (full === null) return fail({ kind: 'not-set', variable: FULL });
  const url = parseUrl(full);
  if (url === null || url.username !== '' || url.password !== '')
    return fail({ kind: 'unusable', variable: FULL });
  if (url.protocol === 'https:') return ok(url);
  if (url.protocol !== 'http:') return fail({ kind: 'unusable', variable: FULL });
  return isLoopback(url.hostname) || CLEAR_HOSTS.has(url.hostname)
    ? ok(url)
    : fail({ kind: 'host-refused', host: url.host });
};

/** The token for the endpoint, from its file (re-read each time) or as it stands; null: it wants none. */
const authorization = async (variables: Variables): Promise<Result<string | null, SourceCause>> => {
  const file = variable(variables, TOKEN_FILE);
  if (file !== null) {
    const text = await readTextFile(file);
    if (!text.ok) return text;
    return /^[\x20-\x7e]+$/.test(text.value)
      ? text
      : fail({ kind: 'file', path: file, detail: ownDetail('no-token') });
  }
  const token = variable(variables, TOKEN);
  return token === null || /^[\x20-\x7e]+$/.test(token)
    ? ok(token)
    : fail({ kind: 'unusable', variable: TOKEN });
};

/** `credential_source = EcsContainer`: the credentials endpoint beside a container, in ECS, EKS and Greengrass. */
export const readContainer = async (
  variables: Variables,
  taskEndpoint: string,
): Promise<Result<FromSource, SourceCause>> => {
  const url = containerUrl(variables, taskEndpoint);
  if (!url.ok) return url;
  const token = await authorization(variables);
  if (!token.ok) return token;
  const reply = await request(url.value, {
    method: 'GET',
    headers: token.value === null ? {} : { authorization: token.value },
  });
  return reply.ok ? credentialsIn(reply.value, url.value.host) : reply;
};
