import type { Failure } from '../failure.ts';
import { checkRegion } from '../regions/region.ts';
import { assertNever } from '../result.ts';
import { bySeverity, type Check, type Found } from './check.ts';

const codeOf = (failure: Failure): string =>
  'code' in failure ? `${failure.kind} ${failure.code}` : failure.kind;

/** AWS's public hosts tell nothing of a company; any other, a VPC endpoint's too, is only counted. */
const hostOf = (host: string): string =>
  /^sts(-fips)?(\.[a-z]{2,3}(-[a-z]+){1,3}-\d)?\.amazonaws\.(com|com\.cn|eu)$/.test(host)
    ? host
    : 'another host';

/** A region of AWS's; what else stands in a profile may be a company's own word. */
const regionOf = (region: string): string =>
  checkRegion(region).kind === 'listed' ? region : 'another region';

/** What was found in numbers, codes and words of AWS's; no name, number or path of the person's is among them. */
const factsOf = (found: Found): string => {
  switch (found.check) {
    case 'keychain':
      return found.works === null ? 'not asked yet' : found.works ? 'works' : 'does not answer';
    case 'tray-host':
      return found.shown ? 'there' : 'none';
    case 'permissions':
      return found.open
        .map(
          ({ what, mode, mine }) => `${what} ${(mode ?? 0).toString(8)}${mine ? '' : ' foreign'}`,
        )
        .join(', ');
    case 'plain-keys':
    case 'shadowed':
    case 'other-tools':
    case 'chains':
      return String(found.profiles.length);
    case 'variables':
      return `${found.where}: ${found.names.join(', ')}`;
    case 'clock':
      return found.skew === null ? 'not known yet' : `${Math.round(found.skew / 1000)} s`;
    case 'journal':
      return found.troubles === null
        ? 'not readable'
        : found.troubles.map(({ kind, count }) => `${kind} ${count}`).join(', ');
    case 'reach':
      return `${regionOf(found.region)} ${hostOf(found.host)}`;
    case 'reach-failed':
      return `${regionOf(found.region)} ${hostOf(found.host)}: ${found.step}: ${codeOf(found.failure)}`;
    case 'no-endpoint':
      return codeOf(found.failure);
    case 'codes-refused':
      return String(found.refusals);
    case 'no-codes':
      return String(found.identities.length);
    case 'sockets':
      return String(found.dead.length);
    case 'files':
      return String(found.places.length);
    case 'settings':
      return found.lines.map((line) => `line ${line}`).join(', ');
    case 'unchecked':
      return String(found.urls.length);
    case 'version':
      return found.newer === null ? 'not found out' : 'a newer one is out';
    case 'own-files':
      return String(found.paths.length);
    default:
      return assertNever(found);
  }
};

/**
 * A text to send to whoever helps. It is made of counts, modes, codes and AWS's own names alone, so that nothing of the
 * person's has to be masked in it.
 */
export const reportOf = (
  checks: readonly Check[],
  about: Readonly<Record<string, string>>,
): string =>
  [
    'Fobwatch doctor',
    ...Object.entries(about).map(([name, text]) => `${name}: ${text}`),
    '',
    ...bySeverity(checks).map(({ verdict, found }) =>
      `${verdict.padEnd(8)} ${found.check.padEnd(13)} ${factsOf(found)}`.trimEnd(),
    ),
    '',
  ].join('\n');
