import { homedir } from 'node:os';
import { join } from 'node:path';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import { clearCredentialCache } from '@smithy/signature-v4';

/**
 * The SDK reads a person's AWS files by itself and keeps their text for good, keys and all. Everything it would look
 * up there is told to it, so it gets empty ones.
 */
export const keepFilesFromSdk = (env: NodeJS.ProcessEnv): void => {
  const home = homedir();
  const places = [
    env['AWS_CONFIG_FILE'] || join(home, '.aws', 'config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] || join(home, '.aws', 'credentials'),
  ];
  for (const path of places)
    for (const one of [path, path.replace(/^~(?=\/)/, home)])
      externalDataInterceptor.interceptFile(one, '');
};

/** The SDK keeps the keys it derived for signatures under the session tokens they are of. */
export const forgetSigningKeys = clearCredentialCache;
