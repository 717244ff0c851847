import { describe, expect, it } from 'vitest';
import { readPastedRole } from '../../../app/profiles/switch-role.ts';

const ARN = 'arn:aws:iam::111122223333:role/Admin';
const read = (text: string): unknown => {
  const found = readPastedRole(text);
  return found.ok ? [found.value.arn, found.value.suggestedName] : found.failure;
};

describe('a pasted text that names a role', () => {
  it.each([
    [ARN, ARN, '111122223333-Admin'],
    [`  "${ARN}".\n`, ARN, '111122223333-Admin'],
    [`<${ARN}>`, ARN, '111122223333-Admin'],
    [
      'arn:aws-cn:iam::111122223333:role/team/Admin',
      'arn:aws-cn:iam::111122223333:role/team/Admin',
      '111122223333-Admin',
    ],
    ['111122223333/Admin', ARN, '111122223333-Admin'],
    ['1111-2222-3333/Admin', ARN, '111122223333-Admin'],
    [
      '111122223333:role/team/Admin',
      'arn:aws:iam::111122223333:role/team/Admin',
      '111122223333-Admin',
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=Admin&displayName=prod%20admin',
      ARN,
      'prod-admin',
    ],
    [
      'https://signin.aws.amazon.com/switchrole?roleName=Admin&account=111122223333',
      ARN,
      '111122223333-Admin',
    ],
    [
      'signin.aws.amazon.com/switchrole?account=111122223333&roleName=Admin',
      ARN,
      '111122223333-Admin',
    ],
    [
      'https://us-east-1.signin.aws.amazon.com/switchrole?account=111122223333&roleName=Admin&color=F2B0A9#top',
      ARN,
      '111122223333-Admin',
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=team/Admin&displayName=%E2%98%83',
      'arn:aws:iam::111122223333:role/team/Admin',
      '111122223333-Admin',
    ],
    [
      'https://signin.amazonaws.cn/switchrole?account=111122223333&roleName=Admin',
      'arn:aws-cn:iam::111122223333:role/Admin',
      '111122223333-Admin',
    ],
    [
      'https://signin.amazonaws-us-gov.com/switchrole?account=111122223333&roleName=Admin',
      'arn:aws-us-gov:iam::111122223333:role/Admin',
      '111122223333-Admin',
    ],
    [
      'https://signin.amazonaws-eusc.eu/switchrole?account=111122223333&roleName=Admin',
      'arn:aws-eusc:iam::111122223333:role/Admin',
      '111122223333-Admin',
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=Admin, said Grace.',
      ARN,
      '111122223333-Admin',
    ],
  ])('%s', (text, arn, name) => {
    expect(read(text)).toEqual([arn, name]);
  });
});

describe('a pasted text that names none', () => {
  it.each<[string, unknown]>([
    ['', { kind: 'no-role' }],
    ['Admin', { kind: 'no-role' }],
    ['arn:aws:iam::111122223333:user/ada', { kind: 'no-role' }],
    ['arn:aws:sts::111122223333:assumed-role/Admin/ada', { kind: 'no-role' }],
    ['https://example.com/switchrole?account=111122223333&roleName=Admin', { kind: 'no-role' }],
    [
      'https://signin.aws.amazon.com.evil.example/switchrole?account=111122223333&roleName=Admin',
      { kind: 'no-role' },
    ],
    [
      'https://signin.aws.amazon.com/oauth?account=111122223333&roleName=Admin',
      { kind: 'no-role' },
    ],
    [
      'https://signin.aws.amazon.com/switchrole?roleName=Admin',
      { kind: 'half', missing: 'account' },
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333',
      { kind: 'half', missing: 'roleName' },
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=acme-prod&roleName=Admin',
      { kind: 'alias', alias: 'acme-prod' },
    ],
    ['acme-prod/Admin', { kind: 'alias', alias: 'acme-prod' }],
    ['11112222333/Admin', { kind: 'account-digits', digits: 11 }],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=a%0Ab',
      { kind: 'no-role' },
    ],
    [
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=%',
      { kind: 'no-role' },
    ],
  ])('%s', (text, fault) => {
    expect(read(text)).toEqual(fault);
  });
});
