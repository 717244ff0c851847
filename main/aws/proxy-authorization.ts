import type { ProxyLogin } from '../../app/network/proxy.ts';
import { reveal } from '../../app/secret.ts';

/** User and password as the Proxy-Authorization header takes them (RFC 7617, UTF-8). */
export const proxyAuthorization = ({ user, password }: ProxyLogin): string =>
  `Basic ${Buffer.from(`${user}:${reveal(password)}`).toString('base64')}`;
