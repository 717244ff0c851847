/** The variables that name the shared files; they count only if the app was started with them. */
export type AwsFileEnv = {
  readonly AWS_CONFIG_FILE?: string | undefined;
  readonly AWS_SHARED_CREDENTIALS_FILE?: string | undefined;
};

export type AwsFilePath = {
  readonly path: string;
  /** What decided, so that the window can say so. */
  readonly from: 'setting' | 'env' | 'default';
};

export type AwsFilePaths = { readonly config: AwsFilePath; readonly credentials: AwsFilePath };

/**
 * Where the shared files are: the app's own setting, else the environment, else `~/.aws`. Blank
 * values count as absent. `~` alone or before a separator is the home folder; `~other` is left as
 * it is, as in the JavaScript SDK. `separator` is the system's; with `\` a `/` separates as well.
 */
export const awsFilePaths = (facts: {
  readonly env: AwsFileEnv;
  readonly home: string;
  readonly setting: {
    readonly config: string | null;
    readonly credentials: string | null;
  };
  readonly separator: '/' | '\\';
}): AwsFilePaths => {
  const { env, home, setting, separator } = facts;
  const isSeparator = (char: string | undefined): boolean => char === '/' || char === separator;
  const inHome = (rest: string): string =>
    `${isSeparator(home.at(-1)) ? home.slice(0, -1) : home}${separator}${rest}`;

  const expand = (path: string): string => {
    if (path === '~') return home;
    return path.startsWith('~') && isSeparator(path[1]) ? inHome(path.slice(2)) : path;
  };

  const choose = (
    fromSetting: string | null,
    fromEnv: string | undefined,
    file: string,
  ): AwsFilePath => {
    const wanted = fromSetting?.trim() ?? '';
    if (wanted !== '') return { path: expand(wanted), from: 'setting' };
    const named = fromEnv?.trim() ?? '';
    if (named !== '') return { path: expand(named), from: 'env' };
    return { path: inHome(`.aws${separator}${file}`), from: 'default' };
  };

  return {
    config: choose(setting.config, env.AWS_CONFIG_FILE, 'config'),
    credentials: choose(setting.credentials, env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
};
