import { path } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('aws');

/** The AWS files; null means the environment's or AWS's default place. */
export const awsSettings = {
  configFile: setting({
    key: 'config_file',
    says: 'AWS config file; empty: AWS_CONFIG_FILE or ~/.aws/config',
    standard: null,
    decode: path,
  }),
  credentialsFile: setting({
    key: 'credentials_file',
    says: 'AWS credentials file; empty: AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials',
    standard: null,
    decode: path,
  }),
};
