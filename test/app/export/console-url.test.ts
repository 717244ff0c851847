import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consolePlace,
  destinationOf,
  federationUrl,
  signInRequest,
  signInUrl,
  type ConsolePlace,
} from '../../../app/export/console-url.ts';
import { partitionById, partitionIds } from '../../../app/regions/partitions.ts';
import { reveal, secret } from '../../../app/secret.ts';

const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: secret('sec/ret+&="'),
  sessionToken: secret('tok/en+&==%'),
  expiresAt: 0,
};

const placeOf = (id: string, override: string | null = null): ConsolePlace => {
  const place = consolePlace(partitionById(id), override);
  if (place === null) throw new Error(`${id} has no console`);
  return place;
};
const aws = placeOf('aws');

describe('where a partition signs in', () => {
  it.each([
    ['aws', 'signin.aws.amazon.com', 'console.aws.amazon.com'],
    ['aws-cn', 'signin.amazonaws.cn', 'console.amazonaws.cn'],
    ['aws-us-gov', 'signin.amazonaws-us-gov.com', 'console.amazonaws-us-gov.com'],
    ['aws-eusc', 'signin.amazonaws-eusc.eu', 'console.amazonaws-eusc.eu'],
  ])('%s: %s, and its console: %s', (id, signIn, host) => {
    const place = placeOf(id);
    expect(federationUrl(place)).toBe(`https://${signIn}/federation`);
    expect(place.console).toBe(`https://${host}`);
  });

  it('ISO partitions have no public console', () => {
    const without = partitionIds.filter((id) => consolePlace(partitionById(id), null) === null);
    expect(without).toEqual(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f']);
  });

  it.each([
    ['aws', 'https://console.aws.amazon.com'],
    ['aws-iso', 'https://aws.test:8443'],
    ['other', 'https://aws.test:8443'],
  ])('a server of the settings signs in for %s, to %s', (id, console) => {
    expect(consolePlace(partitionById(id), 'https://aws.test:8443')).toEqual({
      signIn: 'https://aws.test:8443',
      console,
    });
  });
});

/** The fields of a form, as any server reads them. */
const fieldsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(text));

describe('what is posted for a sign-in token', () => {
  it('is the session as JSON', () => {
    const fields = fieldsOf(reveal(signInRequest(credentials, null)));
    expect(Object.keys(fields)).toEqual(['Action', 'Session']);
    expect(fields['Action']).toBe('getSigninToken');
    expect(JSON.parse(fields['Session'] ?? '')).toEqual({
      sessionId: 'ASIAEXAMPLE',
      sessionKey: 'sec/ret+&="',
      sessionToken: 'tok/en+&==%',
    });
  });

  it('names the duration in this case of letters and no other', () => {
    expect(reveal(signInRequest(credentials, 43_200))).toContain('&SessionDuration=43200&');
    expect(reveal(signInRequest(credentials, null))).not.toMatch(/duration/i);
  });

  it('keeps every character of a secret', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const request = signInRequest({ ...credentials, sessionToken: secret(text) }, 900);
        const session: unknown = JSON.parse(fieldsOf(reveal(request))['Session'] ?? '');
        expect(session).toMatchObject({ sessionToken: text });
      }),
    );
  });

  it('is not seen where it is printed', () => {
    expect(String(signInRequest(credentials, null))).toBe('[secret]');
  });
});

describe('the URL that signs in (EX2)', () => {
  const url = signInUrl(aws, 'https://console.aws.amazon.com/s3/home?region=x&y=1', secret('t+/='));

  it('carries action, issuer, destination and token', () => {
    const { origin, pathname, searchParams } = new URL(reveal(url));
    expect(origin + pathname).toBe('https://signin.aws.amazon.com/federation');
    expect(Object.fromEntries(searchParams)).toEqual({
      Action: 'login',
      Issuer: 'fobwatch',
      Destination: 'https://console.aws.amazon.com/s3/home?region=x&y=1',
      SigninToken: 't+/=',
    });
  });

  it('logs nobody out', () => {
    expect(reveal(url)).not.toMatch(/logout/i);
  });

  it('is not seen where it is printed', () => {
    expect(JSON.stringify({ url })).toBe('{"url":"[secret]"}');
  });
});

describe('where a sign-in leads', () => {
  const eu = 'eu-central-1';
  it.each([
    [null, eu, '/console/home?region=eu-central-1'],
    ['', eu, '/console/home?region=eu-central-1'],
    [null, null, '/console/home'],
    ['s3', eu, '/s3/home?region=eu-central-1'],
    [' cloudwatch ', null, '/cloudwatch/home'],
    ['/ec2/v2/home#Instances:', eu, '/ec2/v2/home#Instances:'],
    ['https://console.aws.amazon.com/s3/', eu, '/s3/'],
  ])('%s in %s: %s', (asked, region, path) => {
    expect(destinationOf(aws, asked, region)).toBe(`https://console.aws.amazon.com${path}`);
  });

  it('may be the console of one region', () => {
    const page = 'https://eu-west-1.console.aws.amazon.com/lambda/home';
    expect(destinationOf(aws, page, null)).toBe(page);
  });

  it.each([
    ['//evil.test/'],
    ['/\\evil.test'],
    ['https://evil.test/'],
    ['https://console.aws.amazon.com.evil.test/'],
    ['https://evilconsole.aws.amazon.com/'],
    ['https://console.aws.amazon.com@evil.test/'],
    ['https://ada:x@console.aws.amazon.com/'],
    ['https://console.aws.amazon.com:8443/'],
    ['http://console.aws.amazon.com/'],
    ['javascript:alert(1)'],
    ['/s3 home'],
    ['S3'],
    ['ä'],
  ])('is never %s', (asked) => {
    expect(destinationOf(aws, asked, eu)).toBeNull();
  });

  it('is always of the console, whatever is asked for', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...Array.from('/\\@:.#?ab'), 'https://', 'console.aws.amazon.com'),
    });
    fc.assert(
      fc.property(odd, (asked) => {
        const found = destinationOf(aws, asked, null);
        if (found === null) return;
        expect(new URL(found).hostname).toMatch(/^([^.]+\.)*console\.aws\.amazon\.com$/);
        expect(new URL(found).protocol).toBe('https:');
      }),
    );
  });
});
