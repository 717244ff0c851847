import { describe, expect, it } from 'vitest';
import { blockFor } from '../../../app/export/blocks.ts';
import {
  endpointBlock,
  endpointVariables,
  takenAwayByEndpoint,
} from '../../../app/export/endpoint-block.ts';
import type { Shell } from '../../../app/export/names.ts';
import type { Result } from '../../../app/result.ts';
import { reveal, secret, type Secret } from '../../../app/secret.ts';
import { awsVariablesAfter, realShells, type RealShell } from '../../support/real-shells.ts';

const URL = 'http://127.0.0.1:40001/pa-th_of-the-endpoint';
const TOKEN = '-token_of-the-endpoint';

const text = (block: Result<Secret, unknown>): string => {
  if (!block.ok) throw new Error(JSON.stringify(block.failure));
  return reveal(block.value);
};

const block = (shell: Shell, region: string | null = null): string =>
  text(
    endpointBlock(shell, {
      variables: endpointVariables({ url: secret(URL), token: secret(TOKEN) }, region),
      takenAway: takenAwayByEndpoint,
    }),
  );

const SERVED = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: URL,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: TOKEN,
};

/** Everything that a client asks before an endpoint. */
const BEFORE = Object.fromEntries(takenAwayByEndpoint.map((name) => [name, 'of before']));

const isShell = (name: string): name is RealShell => Object.hasOwn(realShells, name);

describe.each(Object.keys(realShells).filter(isShell))('the endpoint block in %s', (name) => {
  const { shell } = realShells[name];

  it('sets the endpoint and takes away whatever wins over it', () => {
    expect(awsVariablesAfter(name, [block(shell)], BEFORE)).toEqual(SERVED);
  });

  it('sets the region under both its names', () => {
    expect(awsVariablesAfter(name, [block(shell, 'eu-central-1')])).toEqual({
      ...SERVED,
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
    });
  });

  it('is taken back by the block that clears', () => {
    const clear = text(blockFor(shell, { kind: 'clear' }));
    expect(awsVariablesAfter(name, [block(shell, 'eu-central-1'), clear])).toEqual({});
  });
});
