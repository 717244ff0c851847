import type { Address } from './address.ts';

/** The four numbers of an IPv4 address as one; null for anything else. */
const ipv4 = (text: string): number | null => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts === undefined || parts.some((part) => part > 255)
    ? null
    : parts.reduce((sum, part) => sum * 256 + part, 0);
};

const inRange = (host: string, network: string, bits: number): boolean => {
  const [address, base] = [ipv4(host), ipv4(network)];
  if (address === null || base === null || bits > 32) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) === Math.floor(base / size);
};

const matches = (entry: string, { host, port }: Address): boolean => {
  const range = /^(.+)\/(\d{1,2})$/.exec(entry);
  if (range !== null) return inRange(host, range[1] ?? '', Number(range[2]));
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry);
  if (withPort !== null && Number(withPort[2]) !== port) return false;
  const name = (withPort?.[1] ?? entry)
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
    .toLowerCase();
  // Addresses have no domains.
  const under = ipv4(host) === null && host.endsWith(`.${name}`);
  return name !== '' && (host === name || under);
};

/**
 * Whether NO_PROXY keeps an address away from proxies, as curl, Go and botocore read it:
 *
 * | entry           | keeps away                                    |
 * |-----------------|-----------------------------------------------|
 * | `*`             | everything                                    |
 * | `a.com`         | a.com and all names under it                  |
 * | `.a.com`        | the same (curl's reading; Go leaves out a.com)|
 * | `*.a.com`       | the same                                      |
 * | `a.com:8443`    | only that port                                |
 * | `10.0.0.0/8`    | addresses in that range (IPv4)                |
 * | `::1`, `[::1]`  | that address                                  |
 *
 * Entries are separated by commas or blanks; letter case does not count; names are not resolved.
 */
export const isExcepted = (noProxy: string, target: Address): boolean =>
  noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => entry === '*' || matches(entry, target));
