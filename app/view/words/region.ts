import type { RegionFailure } from '../../regions/region.ts';
import { assertNever } from '../../result.ts';
import { t } from './say.ts';

const meantWords = (meant: string | null): string =>
  meant === null ? t`check its name` : t`${meant} may be meant`;

/** Why a region or an endpoint cannot be used, as a sentence (BO1). */
export const regionFailureWords = (failure: RegionFailure): string => {
  switch (failure.kind) {
    case 'region-unknown':
      return t`“${failure.text}” is no region of AWS; ${meantWords(failure.meant)}.`;
    case 'region-elsewhere':
      return t`${failure.region} belongs to ${failure.partition}, and this needs a region of ${failure.wanted}.`;
    case 'no-fips-endpoint':
      return t`AWS runs no FIPS endpoint of ${failure.service} for ${failure.region}; choose another region, or do without FIPS.`;
    default:
      return assertNever(failure);
  }
};

/** The note on a region that works though it is in no list yet (BO1). */
export const unlistedWords = (region: string): string =>
  t`${region} is not among the regions Fobwatch knows; it is used as it stands.`;
