import { duration, oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('session');

export const sessionSettings = {
  /** Wanted life of a session, 900..129600 s (ST1, SE3). */
  tokenLife: setting({
    key: 'token_life',
    says: 'wanted life of a session, 15m to 36h',
    standard: 43200,
    decode: duration(900, 129600),
  }),
  /** Wanted life of a role without duration_seconds, 900..43200 s. */
  credentialLife: setting({
    key: 'credential_life',
    says: 'wanted life of a role that names no duration_seconds, 15m to 12h; above 1h each role costs a code of its own',
    standard: 3600,
    decode: duration(900, 43200),
  }),
  /** Whether a fresh session starts all its roles or waits to be asked. */
  start: setting({
    key: 'start',
    says: 'all: a fresh session starts its roles; asked: roles start when asked',
    standard: 'all',
    decode: oneOf('all', 'asked'),
  }),
};
