import type { TlsCause } from '../../network/tls.ts';
import type { ProxyCause } from '../../network/proxy.ts';
import { assertNever } from '../../result.ts';
import { t } from './say.ts';
import { showNetwork, tryAgain, type Way } from './ways.ts';

/** What a proxy on the way did (BO9). */
export const proxySaid = (
  cause: ProxyCause,
  proxy: string,
): readonly [sentence: string, way: Way] => {
  switch (cause) {
    case 'password':
      return [
        t`The proxy ${proxy} wants a user name and a password; enter them in the network settings.`,
        showNetwork,
      ];
    case 'login':
      return [
        t`The proxy ${proxy} did not take the user name and password; enter them again in the network settings.`,
        showNetwork,
      ];
    case 'refused':
      return [t`The proxy ${proxy} did not let the call pass; ask whoever runs it.`, tryAgain];
    case 'unreachable':
      return [t`The proxy ${proxy} could not be reached; check the network settings.`, showNetwork];
    case 'unsupported':
      return [
        t`The proxy ${proxy} is of a kind Fobwatch does not speak to; name an HTTP proxy in the network settings.`,
        showNetwork,
      ];
    case 'no-url':
      return [
        t`The proxy that the settings or this computer name is no URL; correct it in the network settings.`,
        showNetwork,
      ];
    default:
      return assertNever(cause);
  }
};

/** Why nobody is trusted who answers under a name. */
export const tlsSaid = (cause: TlsCause, host: string): readonly [sentence: string, way: Way] => {
  switch (cause) {
    case 'untrusted':
      return [
        t`Nobody trusted vouches for the certificate of ${host}; name your company's CA bundle in the network settings, or check who answers there.`,
        showNetwork,
      ];
    case 'expired':
      return [
        t`The certificate of ${host} has expired, or the clock of this computer is wrong; check both.`,
        tryAgain,
      ];
    case 'not-yet-valid':
      return [
        t`The certificate of ${host} is not valid yet, or the clock of this computer is wrong; check both.`,
        tryAgain,
      ];
    case 'wrong-host':
      return [
        t`Whoever answers as ${host} shows the certificate of another host; sign in to the network if it asks for that, and check the endpoint.`,
        tryAgain,
      ];
    case 'other':
      return [
        t`No safe connection to ${host} came about; check the network and the endpoint.`,
        tryAgain,
      ];
    default:
      return assertNever(cause);
  }
};
