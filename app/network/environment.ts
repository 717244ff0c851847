/** What the environment may say about the way to AWS and through the network; the names are AWS's and curl's. */
const environmentNames = [
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_IAM',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_CA_BUNDLE',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
] as const;

type EnvironmentName = (typeof environmentNames)[number];

/** The variables that count, as text; what is empty is not set. */
export type Environment = Readonly<Partial<Record<EnvironmentName, string>>>;

/** Picks what counts out of all that is set. */
export const environmentOf = (
  variables: Readonly<Record<string, string | undefined>>,
): Environment => {
  const found: Partial<Record<EnvironmentName, string>> = {};
  for (const name of environmentNames) {
    const value = variables[name]?.trim() ?? '';
    if (value !== '') found[name] = value;
  }
  return found;
};
