import { oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('write');

export const writeSettings = {
  /** What becomes of credentials written into an AWS file, once they have ended or were stopped. */
  writtenEnded: setting({
    key: 'when_ended',
    says: 'keep, or remove: what becomes of sections of ours in the credentials file when their credentials end',
    standard: 'keep',
    decode: oneOf('keep', 'remove'),
  }),
};
