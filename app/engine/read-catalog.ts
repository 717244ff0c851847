import { replacingSerials } from '../session/another-device.ts';
import { catalogOf, type Catalog } from '../session/catalog.ts';
import type { Core, Sources } from './core.ts';

/** Everything there is to start, as it was last read, with devices that took the place of those the files name. */
export const readCatalog = ({ ports }: Pick<Core, 'ports'>, sources: Sources): Catalog => {
  const { event, fileKeys } = catalogOf(
    sources.files,
    sources.profiles,
    sources.known,
    sources.checks,
    ports.host,
    ports.credentialSources.environment,
  );
  return { event: replacingSerials(event, sources.replaced), fileKeys };
};
