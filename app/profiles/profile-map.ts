import { mergeAwsFiles, type AwsFileInput, type AwsFilesInput } from './merge.ts';

/** Profiles by name, each with its keys as the files hold them; secrets are left out. */
export type ProfileMap = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * AWS files as a map of profiles (ST7): keys in lower case, nested ones as `key.inner`, the last of two equal keys.
 * Secret keys and session tokens are not in it.
 */
export const profileMapOf = (files: AwsFilesInput): ProfileMap =>
  Object.fromEntries(
    [...mergeAwsFiles(files).profiles.values()].map(({ name, texts }) => [
      name,
      Object.fromEntries([...texts].map(([key, { value }]) => [key, value])),
    ]),
  );

/**
 * The same for one file of any name and place (ST7): its headers may be bare, as in `credentials`, or begin with
 * `profile`, as in `config`; each kind of reading passes over the other's.
 */
export const profileMapOfFile = (file: AwsFileInput): ProfileMap => ({
  ...profileMapOf({ config: undefined, credentials: file }),
  ...profileMapOf({ config: file, credentials: undefined }),
});
