import { ownDetail } from '../../../app/detail.ts';
import type { SourceCause } from '../../../app/credentials/source.ts';
import type { FromSource } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { variable, type Variables } from './environment.ts';
import { credentialsIn } from './reply.ts';
import { request } from './request.ts';

const DISABLED = 'AWS_EC2_METADATA_DISABLED';
const ENDPOINT = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
const MODE = 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE';

const ENDPOINT_V4 = 'http://169.254.169.254';
const ENDPOINT_V6 = 'http://[fd00:ec2::254]';

const ROLES = '/latest/meta-data/iam/security-credentials/';

/** Seconds a token of the service is asked for: it serves one reading, of two requests. */
const TOKEN_LIFE = '60';

/** Where the service is, or that it is not to be asked. */
export const metadataEndpoint = (variables: Variables): Result<string, SourceCause> => {
  if (variable(variables, DISABLED)?.toLowerCase() === 'true') return fail({ kind: 'disabled' });
  const named = variable(variables, ENDPOINT);
  if (named === null)
    return ok(variable(variables, MODE)?.toLowerCase() === 'ipv6' ? ENDPOINT_V6 : ENDPOINT_V4);
  const url = URL.canParse(named) ? new URL(named) : null;
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '';
  return usable ? ok(url.origin) : fail({ kind: 'unusable', variable: ENDPOINT });
};

/**
 * `credential_source = Ec2InstanceMetadata`: the role of the machine, by version 2 of the service only. Version 1
 * answers anybody who can make the machine send a GET.
 */
export const readInstanceMetadata = async (
  variables: Variables,
): Promise<Result<FromSource, SourceCause>> => {
  const endpoint = metadataEndpoint(variables);
  if (!endpoint.ok) return endpoint;
  const at = (path: string): URL => new URL(path, endpoint.value);
  const { host } = at('/');
  const token = await request(at('/latest/api/token'), {
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_LIFE },
  });
  if (!token.ok) return token;
  if (token.value.status !== 200)
    return fail({ kind: 'answered', host, status: token.value.status });
  const text = token.value.text.trim();
  if (!/^[\x21-\x7e]+$/.test(text))
    return fail({ kind: 'malformed', host, detail: ownDetail('no-metadata-token') });
  const headers = { 'x-aws-ec2-metadata-token': text };

  const roles = await request(at(ROLES), { method: 'GET', headers });
  if (!roles.ok) return roles;
  const { status } = roles.value;
  const role = roles.value.text.split('\n')[0]?.trim() ?? '';
  if (status === 404 || (status === 200 && role === '')) return fail({ kind: 'no-role', host });
  if (status !== 200) return fail({ kind: 'answered', host, status });
  const reply = await request(at(ROLES + encodeURIComponent(role)), { method: 'GET', headers });
  return reply.ok ? credentialsIn(reply.value, host) : reply;
};
