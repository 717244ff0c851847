import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCredentials,
  formatCredentialSet,
  toBoto,
  toDict,
  toVault,
  type Exported,
} from '../../../app/credentials/formats.ts';
import { credentialFormats } from '../../../app/credentials/format-names.ts';
import { holdsSaved, isExpired, loadCredentials } from '../../../app/credentials/load.ts';
import type { Credentials } from '../../../app/model.ts';
import { reveal, secret } from '../../../app/secret.ts';

const start = Date.UTC(2017, 9, 22, 14, 36, 14, 507);
const end = Date.UTC(2017, 9, 22, 15, 36, 14);

const sample: Exported = {
  credentials: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: secret('secret/key+1='),
    sessionToken: secret('token//two=='),
    expiresAt: end,
  },
  startedAt: start,
  account: '123456789012',
};

const json = (text: ReturnType<typeof formatCredentials>): unknown => JSON.parse(reveal(text));

describe('credentials are written', () => {
  it('in stslib’s vault format (ST6)', () => {
    expect(json(formatCredentials('vault', sample))).toEqual({
      start: '2017-10-22T14:36:14.507+00:00',
      end: '2017-10-22T15:36:14+00:00',
      duration: 3599,
      expiration: '2017-10-22T15:36:14+00:00',
      access_key: 'ASIAEXAMPLE',
      secret_key: 'secret/key+1=',
      session: 'token//two==',
    });
  });

  it('in boto’s format, with their start (ST6)', () => {
    expect(json(formatCredentials('boto', sample))).toEqual({
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'secret/key+1=',
      SessionToken: 'token//two==',
      StartTime: '2017-10-22T14:36:14.507+00:00',
      Expiration: '2017-10-22T15:36:14+00:00',
    });
  });

  it('as the JSON of boto.sts’s dict (BO8)', () => {
    expect(json(formatCredentials('json', sample))).toEqual({
      access_key: 'ASIAEXAMPLE',
      secret_key: 'secret/key+1=',
      session_token: 'token//two==',
      expiration: '2017-10-22T15:36:14Z',
    });
  });

  it('as an answer of credential_process', () => {
    expect(json(formatCredentials('credential-process', sample))).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'secret/key+1=',
      SessionToken: 'token//two==',
      Expiration: '2017-10-22T15:36:14Z',
      AccountId: '123456789012',
    });
  });

  it('for credential_process without an account that is not known', () => {
    expect(
      json(formatCredentials('credential-process', { ...sample, account: null })),
    ).not.toHaveProperty('AccountId');
  });

  it('for credential_process with an end in whole seconds, never later than the true one', () => {
    const credentials = { ...sample.credentials, expiresAt: end + 999 };
    expect(json(formatCredentials('credential-process', { ...sample, credentials }))).toMatchObject(
      {
        Expiration: '2017-10-22T15:36:14Z',
      },
    );
  });

  it.each(credentialFormats)('in the format %s as a secret', (format) => {
    expect(String(formatCredentials(format, sample))).toBe('[secret]');
  });
});

describe('credentials as values', () => {
  it('have stslib’s attributes (ST6)', () => {
    expect(toVault(sample)).toEqual({
      start,
      end,
      duration: 3599,
      expiration: '2017-10-22T15:36:14+00:00',
      access_key: 'ASIAEXAMPLE',
      secret_key: sample.credentials.secretAccessKey,
      session: sample.credentials.sessionToken,
    });
  });

  it('have boto’s attributes (ST6)', () => {
    expect(toBoto(sample)).toEqual({
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: sample.credentials.secretAccessKey,
      SessionToken: sample.credentials.sessionToken,
      StartTime: start,
      Expiration: end,
    });
  });

  it('have the keys of to_dict (BO8)', () => {
    expect(Object.keys(toDict(sample.credentials))).toEqual([
      'access_key',
      'secret_key',
      'session_token',
      'expiration',
    ]);
  });

  it('keep their secrets covered', () => {
    const seen = JSON.stringify([toVault(sample), toBoto(sample), toDict(sample.credentials)]);
    expect(seen).not.toMatch(/secret\/key|token\/\//);
  });
});

describe('a set of roles', () => {
  const roles = [
    { ...sample, profile: 'S3ReadOnlyRole-prod' },
    { ...sample, profile: '__proto__' },
    { ...sample, profile: '7' },
  ];

  it('is one map keyed sts-NAME, in the order asked for (ST2, ST6)', () => {
    const map = reveal(formatCredentialSet('boto', roles));
    expect([...map.matchAll(/"(sts-[^"]+)"/g)].map(([, key]) => key)).toEqual([
      'sts-S3ReadOnlyRole-prod',
      'sts-__proto__',
      'sts-7',
    ]);
  });

  it.each(['vault', 'boto', 'json'] as const)(
    'holds each role in the format %s (ST2)',
    (format) => {
      expect(json(formatCredentialSet(format, roles))).toMatchObject({
        'sts-7': json(formatCredentials(format, sample)),
      });
    },
  );
});

const now = end - 60_000;

const visible = fc.stringMatching(/^[\x21-\x7e]{1,400}$/);
const exported: fc.Arbitrary<Exported> = fc
  .record({
    accessKeyId: fc.stringMatching(/^\w{16,128}$/),
    secretAccessKey: visible,
    sessionToken: visible,
    life: fc.integer({ min: 0, max: 129_600_000 }),
    expiresAt: fc.integer({ min: now + 1000, max: now + 129_600_000 }),
    account: fc.option(fc.stringMatching(/^\d{12}$/)),
  })
  .map(({ life, account, secretAccessKey, sessionToken, ...rest }) => ({
    credentials: {
      ...rest,
      secretAccessKey: secret(secretAccessKey),
      sessionToken: secret(sessionToken),
    },
    startedAt: rest.expiresAt - life,
    account,
  }));

/** Secrets bare, for comparing. */
const bare = ({ secretAccessKey, sessionToken, ...rest }: Credentials) => ({
  ...rest,
  secretAccessKey: reveal(secretAccessKey),
  sessionToken: reveal(sessionToken),
});

describe('credentials read back', () => {
  it.each(['vault', 'boto'] as const)(
    'from the format %s are the same, start and all (ST6, BO8)',
    (format) => {
      fc.assert(
        fc.property(exported, (one) => {
          const loaded = loadCredentials(formatCredentials(format, one), now);
          expect(
            loaded.ok && { ...loaded.value, credentials: bare(loaded.value.credentials) },
          ).toEqual({
            format,
            startedAt: one.startedAt,
            account: null,
            credentials: bare(one.credentials),
          });
        }),
      );
    },
  );

  it('from JSON are the same (BO8)', () => {
    fc.assert(
      fc.property(exported, (one) => {
        const loaded = loadCredentials(formatCredentials('json', one), now);
        expect(loaded.ok && bare(loaded.value.credentials)).toEqual(bare(one.credentials));
      }),
    );
  });

  it('from a credential_process answer are the same, to the second before', () => {
    fc.assert(
      fc.property(exported, (one) => {
        const loaded = loadCredentials(formatCredentials('credential-process', one), now);
        expect(
          loaded.ok && { account: loaded.value.account, ...bare(loaded.value.credentials) },
        ).toEqual({
          ...bare(one.credentials),
          account: one.account,
          expiresAt: Math.floor(one.credentials.expiresAt / 1000) * 1000,
        });
      }),
    );
  });

  it('from a file that boto.sts saved (BO8)', () => {
    const text = secret(
      '{"access_key": "ASIAEXAMPLE", "secret_key": "k", "session_token": "t",' +
        ' "expiration": "2017-10-22T15:36:14.000Z", "request_id": "0a1b"}',
    );
    expect(loadCredentials(text, now)).toMatchObject({
      value: { format: 'json', credentials: { accessKeyId: 'ASIAEXAMPLE', expiresAt: end } },
    });
  });

  it('from what awscli prints of STS’s answer, with a byte order mark', () => {
    const text = secret(
      '\uFEFF{"Credentials": {"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "k",' +
        ' "SessionToken": "t", "Expiration": "2017-10-22T15:36:14+00:00"}, "PackedPolicySize": 6}',
    );
    expect(loadCredentials(text, now)).toMatchObject({
      value: { format: 'boto', startedAt: null, credentials: { expiresAt: end } },
    });
  });

  it('in the vault format believe the earlier of two ends', () => {
    const text = secret(
      JSON.stringify({
        access_key: 'ASIAEXAMPLE',
        secret_key: 'k',
        session: 't',
        end: '2017-10-22T19:00:00Z',
        expiration: '2017-10-22T15:36:14Z',
      }),
    );
    expect(loadCredentials(text, now)).toMatchObject({
      value: { credentials: { expiresAt: end } },
    });
  });
});

/** Fields without which a format gives no credentials. */
const required = {
  vault: ['access_key', 'secret_key', 'session', 'end'],
  boto: ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'],
  json: ['access_key', 'secret_key', 'session_token', 'expiration'],
  'credential-process': ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'],
} as const;

const fields = credentialFormats.flatMap((format) =>
  required[format].map((field) => [format, field] as const),
);

const changed = (format: (typeof credentialFormats)[number], change: Record<string, unknown>) =>
  secret(JSON.stringify(Object.assign({}, json(formatCredentials(format, sample)), change)));

describe('a text is refused', () => {
  it.each(credentialFormats)(
    'when what it holds in the format %s has ended, with when (BO8)',
    (format) => {
      const text = formatCredentials(format, sample);
      expect(loadCredentials(text, end - 1)).toMatchObject({ ok: true });
      expect(loadCredentials(text, end)).toEqual({
        ok: false,
        failure: { kind: 'expired', format, at: end },
      });
    },
  );

  it.each(fields)('in the format %s without %s, which it names (BO8, ST13)', (format, field) => {
    // The session's token tells boto.sts's format from stslib's, so without it nothing else must.
    expect(loadCredentials(changed(format, { [field]: undefined }), now)).toEqual({
      ok: false,
      failure: { kind: 'missing-field', format: format, field },
    });
  });

  it.each(
    fields.flatMap(([format, field]) =>
      [null, 7, '', 'two words', 'line\nend', ['x']].map(
        (value) => [format, field, value] as const,
      ),
    ),
  )('in the format %s when %s is %j (BO8, ST13)', (format, field, value) => {
    expect(loadCredentials(changed(format, { [field]: value }), now)).toEqual({
      ok: false,
      failure: { kind: 'malformed-field', format, field },
    });
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['[default]\naws_access_key_id = AKIAEXAMPLE', 'not-json'],
    ['null', 'not-credentials'],
    ['[]', 'not-credentials'],
    ['"text"', 'not-credentials'],
    ['{}', 'not-credentials'],
    ['{"sts-a": {"AccessKeyId": "x"}}', 'not-credentials'],
  ] as const)('when it is %j: %s (BO8)', (text, kind) => {
    expect(loadCredentials(secret(text), now)).toEqual({ ok: false, failure: { kind } });
  });

  it.each([2, '1', null])('when it answers credential_process with version %j', (Version) => {
    expect(loadCredentials(changed('credential-process', { Version }), now)).toEqual({
      ok: false,
      failure: { kind: 'unknown-version' },
    });
  });

  it('without a word of what it holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.integer(), ([format, field], value) => {
        const told = JSON.stringify(loadCredentials(changed(format, { [field]: value }), now));
        expect(told).not.toMatch(/secret\/key|token\/\/|ASIAEXAMPLE/);
      }),
    );
  });
});

describe('a text may be replaced by newer credentials', () => {
  it.each<readonly [string, string, boolean]>([
    ['nothing', '', true],
    ['an empty line', '\n', true],
    ...credentialFormats.map(
      (format) =>
        [`one set as ${format}`, reveal(formatCredentials(format, sample)), true] as const,
    ),
    ...(['vault', 'boto', 'json'] as const).map(
      (format) =>
        [
          `a map as ${format}`,
          reveal(formatCredentialSet(format, [{ ...sample, profile: 'dev' }])),
          true,
        ] as const,
    ),
    ['an AWS file', '[work]\naws_secret_access_key = only-here\n', false],
    ['other JSON', '{"name": "mine"}', false],
    ['an empty object', '{}', false],
    ['a list', '[]', false],
    ['a long-term key', '{"AccessKeyId": "AKIAX", "SecretAccessKey": "only-here"}', false],
    [
      'a set with a field of somebody else’s',
      JSON.stringify({ ...Object(json(formatCredentials('boto', sample))), note: 'mine' }),
      false,
    ],
    [
      'a map with something else in it',
      JSON.stringify({ 'sts-dev': json(formatCredentials('boto', sample)), 'sts-mine': 1 }),
      false,
    ],
    [
      'a map under keys of somebody else’s',
      JSON.stringify({ dev: json(formatCredentials('boto', sample)) }),
      false,
    ],
  ])('that holds %s', (_, text, replaceable) => {
    expect(holdsSaved(secret(text))).toBe(replaceable);
  });
});

describe('credentials are expired', () => {
  it.each([
    [0, -1, false],
    [0, 0, true],
    [0, 1, true],
    [5, -5001, false],
    [5, -5000, true],
    [60, -60_000, true],
    [-10, 0, false],
    [-10, 10_000, true],
  ])('%s s from %s ms after their end: %s (BO8)', (offset, late, expired) => {
    expect(isExpired({ expiresAt: end }, offset, end + late)).toBe(expired);
  });
});
