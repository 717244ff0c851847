import { describe, expect, it } from 'vitest';
import type { ArgumentFailure, ArgumentRule } from '../../../app/credentials/arguments.ts';
import type { LoadFailure } from '../../../app/credentials/load.ts';
import type { RegionFailure } from '../../../app/regions/region.ts';
import { argumentWords } from '../../../app/view/words/argument.ts';
import { loadFailureWords } from '../../../app/view/words/load.ts';
import { regionFailureWords, unlistedWords } from '../../../app/view/words/region.ts';

describe('an argument that breaks a rule', () => {
  const broken = (
    field: ArgumentFailure['field'],
    index: number | null,
    rule: ArgumentRule,
  ): ArgumentFailure => ({ kind: 'argument', operation: 'AssumeRole', field, index, rule });

  const range = { kind: 'range', min: 900, max: 3600 } as const;
  it.each([
    [
      broken('RoleSessionName', null, { kind: 'length', min: 2, max: 64, length: 70 }),
      'AssumeRole: RoleSessionName must have 2 to 64 characters, and has 70.',
    ],
    [
      broken('TokenCode', null, { kind: 'length', min: 6, max: 6, length: 5 }),
      'AssumeRole: TokenCode must have exactly 6 characters, and has 5.',
    ],
    [
      broken('ExternalId', null, { kind: 'characters', allowed: 'A-Z' }),
      'AssumeRole: ExternalId may be made of these only: A-Z.',
    ],
    [
      broken('SourceIdentity', null, { kind: 'reserved-prefix', prefix: 'aws:' }),
      'AssumeRole: SourceIdentity must not begin with aws:, which AWS keeps for itself.',
    ],
    [
      broken('DurationSeconds', null, { kind: 'whole-number' }),
      'AssumeRole: DurationSeconds must be a whole number of seconds.',
    ],
    [
      broken('DurationSeconds', null, { ...range, because: 'role-chaining' }),
      'AssumeRole: DurationSeconds must be 900 to 3600 (15 min to 1 h): the limit for a role reached through a session or another role.',
    ],
    [
      broken('DurationSeconds', null, { ...range, because: 'role' }),
      'AssumeRole: DurationSeconds must be 900 to 3600 (15 min to 1 h): this role’s own maximum.',
    ],
    [
      broken('Tags', null, { kind: 'count', max: 50, count: 51 }),
      'AssumeRole: Tags may hold 50 at most, and 51 were given.',
    ],
    [
      broken('TagKey', 2, { kind: 'repeated', first: 0 }),
      'AssumeRole: TagKey 3 repeats number 1: keys that differ only in case are the same.',
    ],
    [
      broken('TransitiveTagKey', 0, { kind: 'not-among-tags' }),
      'AssumeRole: TransitiveTagKey 1 names no tag of this call.',
    ],
    [broken('Policy', null, { kind: 'not-json' }), 'AssumeRole: Policy must be a JSON object.'],
    [
      broken('TokenCode', null, { kind: 'goes-with', other: 'SerialNumber' }),
      'AssumeRole: TokenCode is missing: it goes with SerialNumber.',
    ],
  ])('%#: is told with its field (ST13)', (failure, sentence) => {
    expect(argumentWords(failure)).toBe(sentence);
  });
});

describe('a region that cannot be used', () => {
  it.each<[RegionFailure, string]>([
    [
      { kind: 'region-unknown', text: 'EU-WEST-1', meant: 'eu-west-1' },
      '“EU-WEST-1” is no region of AWS; eu-west-1 may be meant.',
    ],
    [
      { kind: 'region-unknown', text: 'moon', meant: null },
      '“moon” is no region of AWS; check its name.',
    ],
    [
      { kind: 'region-elsewhere', region: 'us-east-1', partition: 'aws', wanted: 'aws-cn' },
      'us-east-1 belongs to aws, and this needs a region of aws-cn.',
    ],
    [
      { kind: 'no-fips-endpoint', service: 'STS', region: 'eu-west-1', partition: 'aws' },
      'AWS runs no FIPS endpoint of STS for eu-west-1; choose another region, or do without FIPS.',
    ],
  ])('%#: is told with what helps (BO1)', (failure, sentence) => {
    expect(regionFailureWords(failure)).toBe(sentence);
  });

  it('is told apart from one that is only new (BO1)', () => {
    expect(unlistedWords('eu-east-9')).toBe(
      'eu-east-9 is not among the regions Fobwatch knows; it is used as it stands.',
    );
  });
});

describe('a file without credentials', () => {
  const now = Date.UTC(2024, 10, 21, 14, 20);
  it.each<[LoadFailure, string]>([
    [{ kind: 'not-json' }, 'The file is not JSON.'],
    [{ kind: 'not-credentials' }, 'The file holds no credentials in a format Fobwatch reads.'],
    [
      { kind: 'unknown-version' },
      'The file is a credential_process answer of a version Fobwatch does not know.',
    ],
    [
      { kind: 'missing-field', format: 'vault', field: 'session' },
      'The file is in stslib’s vault format, and session is missing.',
    ],
    [
      { kind: 'malformed-field', format: 'json', field: 'expiration' },
      'The file is in boto.sts’s JSON, and expiration is not as it must be.',
    ],
    [
      { kind: 'expired', format: 'boto', at: now - 3_600_000 },
      'These credentials ended 13:20; get new ones.',
    ],
    [
      { kind: 'expired', format: 'boto', at: now - 86_400_000 },
      'These credentials ended Wed 14:20; get new ones.',
    ],
  ])('%#: is told with the reason (BO8)', (failure, sentence) => {
    expect(loadFailureWords(failure, now, 'UTC')).toBe(sentence);
  });
});
