import { describe, expect, it } from 'vitest';
import { readErrorText } from '../../../app/credentials/explain.ts';
import { toldErrorWords, toldLines } from '../../../app/view/words.ts';

const told = (text: string) => ({ read: readErrorText(text), decoding: { kind: 'none' } as const });
const words = (text: string) => toldErrorWords(told(text));

const refusal = (why: string): string =>
  `AccessDenied: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::logs/a ${why}`;

describe('a pasted refusal in words', () => {
  it.each([
    [
      'because no identity-based policy allows the s3:GetObject action',
      'no identity-based policy allows it',
      /Ask whoever manages this user or role to allow s3:GetObject/,
    ],
    [
      'with an explicit deny in an identity-based policy',
      'an identity-based policy denies it',
      /A Deny beats every Allow/,
    ],
    [
      'with an explicit deny in a resource-based policy',
      'a resource-based policy denies it',
      /owner of the resource/,
    ],
    [
      'because no session policy allows the s3:GetObject action',
      'no session policy allows it',
      /narrowed when they were made/,
    ],
    [
      'because no permissions boundary allows the s3:GetObject action',
      'no permissions boundary allows it',
      /widen its boundary/,
    ],
    [
      'because no service control policy allows the s3:GetObject action',
      'no service control policy allows it',
      /Nobody in the account can change it/,
    ],
    [
      'with an explicit deny in a resource control policy',
      'a resource control policy denies it',
      /organization the resource belongs to/,
    ],
    [
      'with an explicit deny in a VPC endpoint policy',
      'a VPC endpoint policy denies it',
      /call from elsewhere/,
    ],
    [
      'because no role trust policy allows the sts:AssumeRole action',
      'no role trust policy allows it',
      /trust this principal/,
    ],
    ['with an explicit deny', 'a policy denies it', /does not say which policy holds it/],
    ['', 'it does not say which policy said no', /does not say which policy is missing/],
  ])('BO7: says which kind of policy said no, and what helps: %j', (why, sentence, now) => {
    expect(words(refusal(why)).sentence).toBe(
      `AWS denied s3:GetObject on arn:aws:s3:::logs/a to user/ada: ${sentence}.`.replace(
        'arn:aws:s3:::logs/a',
        'logs/a',
      ),
    );
    expect(words(refusal(why)).now).toMatch(now);
  });

  it('stands on a terminal as a sentence, what to do, and facts in columns', () => {
    expect(toldLines(told(refusal('with an explicit deny in a permissions boundary')))).toBe(
      `AWS denied s3:GetObject on logs/a to user/ada: a permissions boundary denies it.
The boundary denies it whatever else allows it: ask whoever manages this user or role to change its boundary.
  Who      arn:aws:iam::111122223333:user/ada
  What     s3:GetObject
  On what  arn:aws:s3:::logs/a
  Policy   explicit deny in a permissions boundary
  Code     AccessDenied
`,
    );
  });

  it('says of a text it does not understand that it does not, and of credentials to replace them', () => {
    expect(words('Hello there, this is a letter.').sentence).toMatch(/^This is not understood/);
    expect(words('aws_secret_access_key = planted')).toMatchObject({
      sentence: expect.stringContaining('look like credentials'),
      now: expect.stringContaining('replace them'),
      facts: [],
    });
  });
});
