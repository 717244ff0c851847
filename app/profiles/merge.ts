import { reveal, type Secret } from '../secret.ts';
import type { AwsFile, Place, Problem, ProfileName } from './profile.ts';
import { readSections, sectionKey, type Properties, type Section } from './sections.ts';

/** The properties of one profile out of both files, not yet understood. */
export type RawProfile = Properties & { readonly name: ProfileName; readonly where: Place[] };

export type MergedFiles = {
  readonly profiles: ReadonlyMap<string, RawProfile>;
  /** `services` sections by name. */
  readonly services: ReadonlyMap<string, Properties>;
  readonly problems: readonly Problem[];
};

/** A shared file as the outside hands it in; without text there is no such file. */
export type AwsFileInput = {
  readonly path: string;
  readonly text: Secret | string | null;
};

export type AwsFilesInput = {
  readonly config: AwsFileInput | undefined;
  readonly credentials: AwsFileInput | undefined;
};

/** The text is bare only in here and in the scan below it. */
const bare = (input: AwsFileInput | undefined): AwsFile | undefined => {
  if (input === undefined || input.text === null) return undefined;
  const { path, text } = input;
  return { path, text: typeof text === 'string' ? text : reveal(text) };
};

/**
 * Both shared files as one set of profiles: the same key in both, credentials wins; `[default]` gives
 * way to a `[profile default]` and is inherited by nobody.
 */
export const mergeAwsFiles = (files: AwsFilesInput): MergedFiles => {
  const profiles = new Map<string, RawProfile>();
  const services = new Map<string, Properties>();
  const problems: Problem[] = [];

  const add = (section: Section): void => {
    const known = profiles.get(section.name);
    if (known === undefined) {
      const { name, where, texts, secrets } = section;
      profiles.set(name, { name, where, texts, secrets });
      return;
    }
    for (const place of section.where) known.where.push(place);
    for (const [key, entry] of section.texts) known.texts.set(key, entry);
    for (const [key, entry] of section.secrets) known.secrets.set(key, entry);
  };

  const configFile = bare(files.config);
  if (configFile !== undefined) {
    const config = readSections('config', configFile);
    problems.push(...config.problems);
    const prefixedDefault = config.sections.has(sectionKey('profile', 'default'));
    for (const section of config.sections.values()) {
      if (section.kind === 'services') services.set(section.name, section);
      else if (section.kind === 'profile') add(section);
      else if (section.kind === 'default') {
        if (!prefixedDefault) add(section);
        else {
          for (const place of section.where) {
            problems.push({ ...place, kind: 'shadowed-default', profile: section.name });
          }
        }
      }
    }
  }
  const credentialsFile = bare(files.credentials);
  if (credentialsFile !== undefined) {
    const credentials = readSections('credentials', credentialsFile);
    problems.push(...credentials.problems);
    for (const section of credentials.sections.values()) add(section);
  }
  return { profiles, services, problems };
};
