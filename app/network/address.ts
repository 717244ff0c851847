/** A host and a port, as a proxy or NO_PROXY names them. IPv6 addresses are without brackets, hosts in lower case. */
export type Address = {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
};

const URL_PATTERN =
  /^(https?):\/\/(?:([^\s/?#@]*)@)?(\[[0-9a-f.%]*:[0-9a-f:.%]*\]|[^\s/?#@:[\]\\]+)(?::(\d{1,5}))?(?:[/?#].*)?$/i;

const withoutBrackets = (host: string): string =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

export type ParsedUrl = Address & {
  /** What stands before the @, still percent-encoded; null when nothing does. */
  readonly userInfo: string | null;
};

/** The address in a URL; null when it is none. The port defaults to the scheme's. */
export const parseUrl = (text: string): ParsedUrl | null => {
  const [, scheme = '', userInfo, host = '', digits] = URL_PATTERN.exec(text.trim()) ?? [];
  if (host === '') return null;
  const secure = scheme.toLowerCase() === 'https';
  const port = digits === undefined ? (secure ? 443 : 80) : Number(digits);
  if (port < 1 || port > 65_535) return null;
  return {
    scheme: secure ? 'https' : 'http',
    host: withoutBrackets(host),
    port,
    userInfo: userInfo ?? null,
  };
};

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** `host:port`, as it is told and compared. */
export const hostPort = ({ host, port }: Pick<Address, 'host' | 'port'>): string =>
  `${bracketed(host)}:${port}`;

/** The address as a URL: scheme, host and port, always all three. */
export const originOf = (address: Address): string => `${address.scheme}://${hostPort(address)}`;
