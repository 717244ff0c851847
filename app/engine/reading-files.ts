import { parseAwsFiles } from '../profiles/parse.ts';
import { replacingSerials } from '../session/another-device.ts';
import { catalogOf } from '../session/catalog.ts';
import type { Core, Sources } from './core.ts';

export type ReadingFiles = {
  /**
   * Reads the AWS files, and makes roles and identities of them anew; resolves once the newest reading is taken in,
   * also where that was begun later. Nothing while they are shut.
   */
  readFiles(): Promise<void>;
  /** Makes roles and identities anew of what was last read. */
  rebuild(): void;
};

/** The AWS files, and what of the state is made of them. */
export const createReadingFiles = (
  { ports, store, look }: Core,
  sources: Sources,
  told: {
    /** Roles and identities are others now. */
    readonly rebuilt: () => void;
    /** The credentials file, as it was just read. */
    readonly read: (credentials: Sources['files']['credentials']) => void;
  },
): ReadingFiles => {
  let reads = 0;
  let newest: Promise<void> = Promise.resolve();

  const rebuild = (): void => {
    if (sources.isShut) return;
    const { event, fileKeys } = catalogOf(
      sources.files,
      sources.profiles,
      sources.known,
      sources.checks,
      ports.host,
      ports.credentialSources.environment,
    );
    sources.fileKeys = fileKeys;
    // With devices that took the place of those the files name.
    store.apply(replacingSerials(event, sources.replaced));
    told.rebuilt();
  };

  const read = async (): Promise<void> => {
    reads += 1;
    const mine = reads;
    const files = await ports.awsFiles.read();
    // Asked for again meanwhile: the later reading is the newer one, and whoever waits for this one needs it.
    if (mine !== reads) return newest;
    if (sources.isShut) return undefined;
    sources.files = files;
    sources.profiles = parseAwsFiles(sources.files);
    rebuild();
    told.read(sources.files.credentials);
    look();
    return undefined;
  };

  return {
    rebuild,
    readFiles: () => {
      if (!sources.isShut) newest = read();
      return newest;
    },
  };
};
