import { assertNever } from '../../result.ts';
import type { EndpointFailure } from '../../network/endpoint.ts';
import type { ProbeFact, ProbeStep } from '../../network/probe.ts';
import { regionFailureWords } from './region.ts';
import { skewWords } from './problem.ts';
import { spoken, t } from './say.ts';

/** Why a call has nowhere to go (BO1). */
export const endpointFailureWords = (failure: EndpointFailure): string => {
  if (failure.kind !== 'url-and-way') return regionFailureWords(failure);
  const way = failure.way === 'fips' ? 'FIPS' : 'dual-stack';
  return t`${failure.url} is configured as the endpoint and ${way} is too; AWS's tools take one of them only.`;
};

/** Names of the steps of a connection test. */
export const probeStepWords = spoken({
  endpoint: 'Endpoint',
  proxy: 'Proxy',
  name: 'Name',
  connect: 'Connection',
  tunnel: 'Way through the proxy',
  tls: 'Certificate',
  answer: 'Answer',
  call: 'Signed call',
  clock: 'Clock',
} as const satisfies Record<ProbeStep, string>);

const routeSources = spoken({
  setting: 'by the settings',
  environment: 'by the environment',
  'no-proxy': 'as an exception',
  system: 'by the system',
} as const);

/** What a step found out, in a few words. */
export const probeFactWords = (fact: ProbeFact): string => {
  switch (fact.step) {
    case 'endpoint':
      return t`${fact.url}, signed for ${fact.region}`;
    case 'proxy':
      return `${fact.proxy ?? t`none`}, ${routeSources[fact.from]}`;
    case 'name':
      return t`${fact.host} is ${fact.address}`;
    case 'connect':
      return t`${fact.host} answers`;
    case 'tunnel':
      return t`${fact.proxy} lets the call pass`;
    case 'tls':
      return fact.checked
        ? t`${fact.protocol}, vouched for by ${fact.issuer ?? t`nobody named`}`
        : t`${fact.protocol}, not checked, as settings.ini says`;
    case 'answer':
      return t`HTTP ${fact.status}`;
    case 'call':
      return fact.arn;
    case 'clock':
      return Math.abs(fact.skew) < 1000 ? t`right to the second` : skewWords(fact.skew);
    default:
      return assertNever(fact);
  }
};

export const connectionLabels = spoken({
  title: 'Network',
  test: 'Test connection',
  testing: 'Testing',
  failed: 'failed',
  result: 'Connection test',
  passed: 'Everything on the way to AWS works.',
  passedUnsigned: 'The way to AWS works; no key was there to sign with.',
  password: 'Proxy password',
  passwordHelp: 'Goes into the keychain, for this proxy and user only. Empty takes it away.',
  savePassword: 'Keep password',
  passwordKept: 'The password is in the keychain.',
  passwordGone: 'No password is kept for this proxy and user.',
  passwordNeedsUser: 'Name the proxy user first.',
} as const);
