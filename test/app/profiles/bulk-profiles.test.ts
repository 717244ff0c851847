import { describe, expect, it } from 'vitest';
import { readAccounts } from '../../../app/profiles/account-list.ts';
import { bulkProfiles, defaultNameTemplate } from '../../../app/profiles/bulk-profiles.ts';
import { around } from '../../support/profile-editor.ts';

const read = (text: string): unknown => {
  const list = readAccounts(text);
  return list.ok
    ? {
        accounts: list.value.accounts.map(({ line, number, name }) => [line, number, name]),
        bad: list.value.bad.map(({ line, fault }) => [line, fault.kind]),
      }
    : list.failure.kind;
};

const A = '111122223333';
const B = '444455556666';
const both = {
  accounts: [
    [1, A, 'Acme Dev'],
    [2, B, 'prod'],
  ],
  bad: [],
};

describe('a list of accounts', () => {
  it.each<[string, string, unknown]>([
    ['lines of number and name', `${A} Acme Dev\n${B}  prod\n`, both],
    ['lines of name and number', `Acme Dev ${A}\r\nprod (${B})`, both],
    ['tabs, commas and dashes', `${A}\tAcme Dev\n4444-5555-6666,prod`, both],
    ['numbers alone', `${A}\n`, { accounts: [[1, A, '']], bad: [] }],
    ['remarks and empty lines', `# ours\n\n${A} dev\n`, { accounts: [[3, A, 'dev']], bad: [] }],
    [
      'CSV with a header',
      `Account ID,Account Name,Email\n${A},"Acme, Dev",a@b\n`,
      { accounts: [[2, A, 'Acme, Dev']], bad: [] },
    ],
    [
      'CSV with semicolons and a status',
      `name;id;status\ndev;${A};ACTIVE\nold;${B};SUSPENDED\n`,
      { accounts: [[2, A, 'dev']], bad: [[3, 'closed']] },
    ],
    ['a byte order mark', `\uFEFFid,name\n${A},dev\n`, { accounts: [[2, A, 'dev']], bad: [] }],
    [
      'what list-accounts prints',
      JSON.stringify({
        Accounts: [
          { Id: A, Name: 'Acme Dev', Status: 'ACTIVE' },
          { Id: B, Name: 'prod', Status: 'ACTIVE' },
        ],
      }),
      both,
    ],
    [
      'the list in it, with strangers',
      JSON.stringify([{ Id: A, Name: 'dev' }, null, 7, { Name: 'x' }]),
      {
        accounts: [[1, A, 'dev']],
        bad: [
          [2, 'no-number'],
          [3, 'no-number'],
          [4, 'no-number'],
        ],
      },
    ],
    [
      'bad lines by number',
      `${A} dev\nnothing\n11112222333 short\n${A} again\n`,
      {
        accounts: [[1, A, 'dev']],
        bad: [
          [2, 'no-number'],
          [3, 'digits'],
          [4, 'twice'],
        ],
      },
    ],
  ])('may be %s', (_case, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['{"Accounts": ', 'not-json'],
    ['{"Roles": []}', 'no-accounts'],
    ['[]', 'no-accounts'],
    ['', 'no-accounts'],
    ['x'.repeat(2_000_001), 'too-long'],
  ])('%.20s is none: %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  it('reads ten thousand lines and no more', () => {
    const text = Array.from({ length: 10_000 }, (_, at) => String(100_000_000_000 + at)).join('\n');
    expect(readAccounts(text)).toMatchObject({ ok: true });
    expect(read(`${text}\n${A}`)).toBe('too-long');
  });
});

describe('profiles for one role in many accounts', () => {
  const there = around('[profile prod-Admin]\nregion = eu-west-1\n', '', ['ada']);
  const rows = (text: string, over: Partial<Parameters<typeof bulkProfiles>[0]> = {}) => {
    const list = readAccounts(text);
    if (!list.ok) throw new Error(list.failure.kind);
    return bulkProfiles(
      {
        accounts: list.value.accounts,
        roleName: 'team/Admin',
        partition: 'aws',
        nameTemplate: defaultNameTemplate,
        shared: { source_profile: 'ada', region: 'eu-west-1' },
        ...over,
      },
      there,
    );
  };

  it('are named by the template and lead to the role of each account', () => {
    expect(rows(`${A} Acme Dev`)).toEqual([
      {
        line: 1,
        draft: {
          name: 'acme-dev-Admin',
          values: {
            role_arn: `arn:aws:iam::${A}:role/team/Admin`,
            source_profile: 'ada',
            region: 'eu-west-1',
          },
        },
        state: { kind: 'new' },
      },
    ]);
  });

  it('are named by the number where the account has no name', () => {
    expect(rows(A)[0]?.draft.name).toBe(`${A}-Admin`);
  });

  it('mark names that are taken, and those that two accounts make', () => {
    const text = `${B} prod\n${A} dev\n777788889999 Dev`;
    expect(rows(text).map(({ state }) => state)).toEqual([
      { kind: 'taken' },
      { kind: 'new' },
      { kind: 'twice', first: 2 },
    ]);
  });

  it('mark what breaks a rule', () => {
    expect(rows(A, { roleName: 'a b' })[0]?.state).toMatchObject({
      kind: 'wrong',
      faults: [{ field: 'role_arn', rule: { kind: 'role-arn' } }],
    });
  });
});
