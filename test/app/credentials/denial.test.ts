import { describe, expect, it } from 'vitest';
import { encodedIn, explainedBy } from '../../../app/credentials/denial.ts';
import type { Failure, Operation } from '../../../app/failure.ts';
import { denialWords } from '../../../app/view/words.ts';

const refused = (message: string, operation: Operation = 'AssumeRole'): Failure => ({
  kind: 'aws',
  operation,
  cause: 'denied',
  code: 'AccessDenied',
  message,
  status: 403,
  requestId: null,
});

const decoded = (over: object = {}): string =>
  JSON.stringify({
    allowed: false,
    explicitDeny: false,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: {
      principal: { id: 'AIDAADA', name: 'ada', arn: 'arn:aws:iam::111122223333:user/ada' },
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/ops',
      conditions: { items: [] },
    },
    ...over,
  });

describe('an encoded message in a failure (BO7)', () => {
  const sealed = `${'Ab9_-'.repeat(200)}==`;
  it.each<[string, Failure, string | null]>([
    [
      'stands behind the words AWS puts before it',
      refused(`Not authorized. Encoded authorization failure message: ${sealed}`),
      sealed,
    ],
    [
      'ends where its letters end',
      refused(`Encoded authorization failure message: ${sealed} (Service: Ec2)`),
      sealed,
    ],
    ['is not there in a plain refusal', refused('User: ada is not authorized'), null],
    [
      'is not there where nothing follows',
      refused('Encoded authorization failure message: '),
      null,
    ],
    [
      'is left alone in a refusal to decode one',
      refused(`Encoded authorization failure message: ${sealed}`, 'DecodeAuthorizationMessage'),
      null,
    ],
    ['is none in a failure of the network', { kind: 'no-device', identity: sealed }, null],
  ])('%s', (_name, failure, found) => {
    expect(encodedIn(failure)).toBe(found);
  });
});

describe('what a decoded message says', () => {
  it('is who was denied what on what, and that no policy allows it', () => {
    expect(explainedBy('', decoded()).denial).toEqual({
      principal: 'arn:aws:iam::111122223333:user/ada',
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/ops',
      explicit: false,
      policy: null,
      statement: null,
    });
  });

  it('names the statement that denies it', () => {
    const statements = { items: [{ statementId: '' }, { statementId: 'NoOps' }] };
    const text = decoded({ explicitDeny: true, matchedStatements: statements });
    expect(explainedBy('', text).denial).toMatchObject({ explicit: true, statement: 'NoOps' });
  });

  it.each([
    ['with an explicit deny in an identity-based policy', 'identity-based policy'],
    ['with an explicit deny in a service control policy: arn:aws:x', 'service control policy'],
    ['because no session policy allows the sts:AssumeRole action', 'session policy'],
    ['because no permissions boundary allows the x action', 'permissions boundary'],
    ['because no VPC endpoint policy allows the x action', 'VPC endpoint policy'],
    ['because no strange policy allows the x action', null],
    ['Encoded authorization failure message: because-no-session-policy-allows', null],
  ])('takes the kind of policy from the sentence beside it: %s', (message, policy) => {
    expect(explainedBy(message, decoded()).denial?.policy).toBe(policy);
  });

  it.each([
    ['no JSON', 'you may not', 'you may not'],
    ['JSON of another form', '{"reason":"no"}', '{\n "reason": "no"\n}'],
    ['no object', '[]', '[]'],
  ])('is kept as it is where it is %s', (_name, text, shown) => {
    expect(explainedBy('', text)).toEqual({ denial: null, text: shown });
  });
});

describe('a denial in words', () => {
  const denial = {
    principal: 'arn:aws:iam::111122223333:user/ada',
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::444455556666:role/ops',
    explicit: true,
    policy: 'identity-based policy',
    statement: 'NoOps',
  } as const;

  it.each([
    [
      denial,
      'AWS denied sts:AssumeRole on role/ops to user/ada: an identity-based policy (NoOps) denies it, so ask whoever manages it.',
    ],
    [
      { ...denial, policy: null, statement: null, resource: '*', principal: null },
      'AWS denied sts:AssumeRole: a policy denies it, so ask whoever manages it.',
    ],
    [
      { ...denial, explicit: false, statement: null, policy: 'permissions boundary' as const },
      'AWS denied sts:AssumeRole on role/ops to user/ada: no permissions boundary allows it, so ask whoever manages it.',
    ],
    [
      { ...denial, explicit: false, statement: null, policy: null, principal: 'AIDAADA' },
      'AWS denied sts:AssumeRole on role/ops to AIDAADA: no policy allows it, so ask whoever manages it.',
    ],
  ])('%#', (one, words) => {
    expect(denialWords(one)).toBe(words);
  });

  it('stays one sentence of a few lines, however long the names are', () => {
    const long = `arn:aws:s3:::${'x'.repeat(2000)}`;
    const words = denialWords({ ...denial, resource: long, principal: long, statement: long });
    expect(words.length).toBeLessThan(350);
    expect(words).toMatch(/…/);
  });
});
