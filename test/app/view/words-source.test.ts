import { detailAbout, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { SourceCause, SourceFailure } from '../../../app/credentials/source.ts';
import { isPassingSource } from '../../../app/credentials/source.ts';
import { failureWords } from '../../../app/view/words.ts';
import { lastsWords } from '../../../app/view/words/row.ts';

const HOST = '127.0.0.1:1338';

describe('why a source outside the files hands out nothing', () => {
  it.each<readonly [SourceFailure['source'], SourceCause, RegExp, string | null, boolean]>([
    [
      'environment',
      { kind: 'not-set', variable: 'AWS_ACCESS_KEY_ID' },
      /^AWS_ACCESS_KEY_ID is not set in the environment Fobwatch was started with; .*start Fobwatch again\.$/,
      null,
      false,
    ],
    [
      'container',
      { kind: 'unusable', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' },
      /^AWS_CONTAINER_CREDENTIALS_FULL_URI .* cannot be used; .*start Fobwatch again\.$/,
      null,
      false,
    ],
    ['instance-metadata', { kind: 'disabled' }, /^AWS_EC2_METADATA_DISABLED is set/, null, false],
    [
      'container',
      { kind: 'host-refused', host: 'x.test' },
      /^Nothing is sent to x\.test/,
      null,
      false,
    ],
    [
      'container',
      { kind: 'unreachable', host: HOST, code: 'ECONNREFUSED' },
      /^The container endpoint at 127\.0\.0\.1:1338 does not answer; it does so inside containers/,
      'ECONNREFUSED',
      true,
    ],
    [
      'instance-metadata',
      { kind: 'unreachable', host: HOST, code: 'ETIMEDOUT' },
      /^The instance metadata service at .* does not answer; it does so on EC2 machines only\.$/,
      'ETIMEDOUT',
      true,
    ],
    [
      'container',
      { kind: 'answered', host: HOST, status: 401 },
      /answered HTTP 401/,
      'HTTP 401',
      true,
    ],
    ['instance-metadata', { kind: 'no-role', host: HOST }, /has no role .* profile\.$/, null, true],
    [
      'instance-metadata',
      { kind: 'malformed', host: HOST, detail: detailAbout('missing', 'Expiration') },
      /answered something that is no credentials/,
      'no Expiration in it',
      true,
    ],
    [
      'web-identity',
      { kind: 'file', path: '/run/token', detail: systemDetail('ENOENT') },
      /^The file \/run\/token could not be read/,
      'no such file (ENOENT)',
      true,
    ],
    ['environment', { kind: 'ended', at: 0 }, /have ended; .*start Fobwatch again\.$/, null, false],
    ['container', { kind: 'ended', at: 0 }, /have ended; it is asked again/, null, true],
    [
      'instance-metadata',
      { kind: 'expired', code: 'ExpiredToken', message: 'too old' },
      /have ended; it is asked again/,
      'ExpiredToken: too old',
      true,
    ],
  ])('%s, %o', (source, cause, sentence, detail, passes) => {
    const words = failureWords({ kind: 'source', source, cause }, 0);
    expect(words.sentence).toMatch(sentence);
    expect(words.detail).toBe(detail);
    expect(isPassingSource({ source, cause })).toBe(passes);
  });

  it('says why a role from temporary credentials lasts an hour', () => {
    expect(lastsWords({ seconds: 3600, why: 'from-temporary' })).toBe(
      '1 h at a time, since its source hands out temporary credentials; no code needed',
    );
  });
});
