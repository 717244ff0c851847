import { duration, origin, path, proxy, user } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('network');

export const networkSettings = {
  /** `system`, `none`, or the URL of a proxy without user and password (BO9). */
  proxy: setting({
    key: 'proxy',
    says: 'system, none, or a URL such as http://proxy.example.org:8080, without user and password',
    standard: 'system',
    decode: proxy,
  }),
  /** Who asks the proxy; the password is in the keychain. */
  proxyUser: setting({
    key: 'proxy_user',
    says: 'who asks the proxy; the password goes into the keychain, from the settings in the window',
    standard: null,
    decode: user,
  }),
  /** Hosts reached without the proxy; null means NO_PROXY of the environment. */
  noProxy: setting({
    key: 'no_proxy',
    says: 'hosts reached without the proxy, by commas; empty: NO_PROXY',
    standard: null,
    decode: path,
  }),
  /** A file of certificates to trust besides Node's and the system's. */
  caBundle: setting({
    key: 'ca_bundle',
    says: 'a PEM file of certificates to trust besides the usual ones; AWS_CA_BUNDLE and ca_bundle of a profile win',
    standard: null,
    decode: path,
  }),
  /** How long a connection may take to come about, 1..60 s. */
  connectTimeout: setting({
    key: 'connect_timeout',
    says: 'how long a connection may take to come about, 1s to 60s',
    standard: 5,
    decode: duration(1, 60),
  }),
  /** How long a call may take in all, 1..300 s. */
  callTimeout: setting({
    key: 'timeout',
    says: 'how long a call may take in all, 1s to 5m',
    standard: 15,
    decode: duration(1, 300),
  }),
  /** Where the console's sign-in tokens come from: an origin, for servers like AWS; null: AWS's own, by partition. */
  signInEndpoint: setting({
    key: 'signin_endpoint',
    says: 'the server that signs in to the console, for servers like AWS, such as https://aws.example.org:8443; empty: AWS’s own',
    standard: null,
    decode: origin,
  }),
};
