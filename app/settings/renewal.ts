import { duration } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('renewal');

export const renewalSettings = {
  /** Roles are renewed when less than this, or a third of their life, is left. */
  renewWindow: setting({
    key: 'window',
    says: 'a role is renewed when less than this, or a third of its life, is left',
    standard: 1200,
    decode: duration(1, 43200),
  }),
};
