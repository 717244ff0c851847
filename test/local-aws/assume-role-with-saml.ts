import { createHash } from 'node:crypto';
import { fail, ok } from '../../app/result.ts';
import { invalidIdentityToken, type Outcome } from './errors.ts';
import { assumeVouched, notTrusted } from './federated-role.ts';
import type { ServiceDeps, UnsignedOperation } from './operation.ts';
import { checkParams } from './params.ts';
import { samlProviderArn, type SamlProvider } from './providers.ts';
import { checkRoleArn } from './role-session.ts';
import { checkAssertion, openSamlResponse, type Assertion } from './saml.ts';
import type { RequestedTags } from './session-options.ts';
import { ASSUME_ROLE_WITH_SAML, ROLE } from './sts-rules.ts';
import type { Account, World } from './world.ts';

const ACTION = 'sts:AssumeRoleWithSAML';

/** The attributes AWS reads, all under this name. */
const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';
const TAG = `${ATTRIBUTES}PrincipalTag:`;
const NAME = /^[\w+=,.@-]{2,64}$/;
const FORMATS = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

const findProvider = (
  world: World,
  arn: string,
): { readonly account: Account; readonly provider: SamlProvider } | undefined => {
  for (const account of world.accounts) {
    const home = { partition: world.partition, accountId: account.id };
    const provider = account.samlProviders.find(({ name }) => samlProviderArn(home, name) === arn);
    if (provider !== undefined) return { account, provider };
  }
  return undefined;
};

type Attributes = {
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: RequestedTags;
};

const readAttributes = ({ attributes }: Assertion): Outcome<Attributes> => {
  const first = (name: string): string | undefined => attributes.get(ATTRIBUTES + name)?.[0];
  const sessionName = first('RoleSessionName');
  if (sessionName === undefined) {
    return fail(invalidIdentityToken('RoleSessionName is required in AuthnResponse'));
  }
  if (!NAME.test(sessionName)) {
    return fail(
      invalidIdentityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
    );
  }
  const sourceIdentity = first('SourceIdentity');
  if (sourceIdentity !== undefined && !NAME.test(sourceIdentity)) {
    return fail(
      invalidIdentityToken(
        'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
      ),
    );
  }
  // It says how long a console session may be; the API only wants it to be a possible one.
  const duration = first('SessionDuration') ?? String(ROLE.default);
  if (!/^\d{1,5}$/.test(duration) || Number(duration) < ROLE.min || Number(duration) > ROLE.max) {
    return fail(
      invalidIdentityToken(
        `SessionDuration in AuthnResponse must be between ${ROLE.min} and ${ROLE.max}`,
      ),
    );
  }
  const pairs = [...attributes].flatMap(([name, values]) =>
    name.startsWith(TAG) ? values.map((value) => ({ key: name.slice(TAG.length), value })) : [],
  );
  const transitiveKeys = attributes.get(`${ATTRIBUTES}TransitiveTagKeys`) ?? [];
  return ok({ sessionName, sourceIdentity, tags: { pairs, transitiveKeys } });
};

/** Whether the Role attribute pairs this role with this provider, in whichever order. */
const offers = ({ attributes }: Assertion, roleArn: string, principalArn: string): boolean =>
  (attributes.get(`${ATTRIBUTES}Role`) ?? []).some((pair) => {
    const arns = new Set(pair.split(',').map((arn) => arn.trim()));
    return arns.has(roleArn) && arns.has(principalArn);
  });

const subjectType = (format: string | undefined): string =>
  format?.startsWith(FORMATS) === true ? format.slice(FORMATS.length) : (format ?? 'unspecified');

export const assumeRoleWithSaml =
  (deps: ServiceDeps): UnsignedOperation =>
  async (params) => {
    const valid = checkParams(params, ASSUME_ROLE_WITH_SAML);
    if (!valid.ok) return valid;
    const roleArn = params.get('RoleArn') ?? '';
    const principalArn = params.get('PrincipalArn') ?? '';
    const wellFormed = checkRoleArn(roleArn);
    if (!wellFormed.ok) return wellFormed;
    const found = findProvider(deps.world(), principalArn);
    if (found === undefined) {
      return fail(invalidIdentityToken("Specified provider doesn't exist"));
    }
    const now = deps.clock.now();
    const opened = openSamlResponse(params.get('SAMLAssertion') ?? '', found.provider);
    if (!opened.ok) return opened;
    const assertion = opened.value;
    const current = checkAssertion(assertion, now);
    if (!current.ok) return current;
    const attributes = readAttributes(assertion);
    if (!attributes.ok) return attributes;
    if (!offers(assertion, roleArn, principalArn)) return notTrusted(ACTION);

    const { issuer, subject, sessionNotOnOrAfter } = assertion;
    const { account, provider } = found;
    const type = subjectType(assertion.subjectFormat);
    const recipient = assertion.recipients[0] ?? '';
    const qualifier = createHash('sha1')
      .update(`${issuer}${account.id}/${provider.name}`)
      .digest('base64');
    const assumed = assumeVouched(deps, params, {
      action: ACTION,
      provider: principalArn,
      ...attributes.value,
      keys: [
        ['saml:aud', [recipient]],
        ['saml:iss', [issuer]],
        ['saml:sub', [subject]],
        ['saml:sub_type', [type]],
        ['saml:namequalifier', [qualifier]],
        ['saml:doc', [`${account.id}/${provider.name}`]],
      ],
      mostSeconds: Math.max(1, Math.floor((sessionNotOnOrAfter - now) / 1000)),
    });
    if (!assumed.ok) return assumed;
    return ok({
      ...assumed.value,
      Audience: recipient,
      Issuer: issuer,
      NameQualifier: qualifier,
      Subject: subject,
      SubjectType: type,
    });
  };
