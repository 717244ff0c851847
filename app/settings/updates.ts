import { parseUrl } from '../network/address.ts';
import { t } from '../view/words/say.ts';
import { oneOf, type Decoded } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('updates');

/** Hosts that nobody else can answer for. */
const isOwnHost = (host: string): boolean => host === '127.0.0.1' || host === 'localhost';

/** The folder that holds the lists of versions. */
const feed = (text: string): Decoded<string | null> => {
  const value = text.trim();
  if (value === '') return { ok: true, value: null };
  const parsed = parseUrl(value);
  const safe = parsed !== null && (parsed.scheme === 'https' || isOwnHost(parsed.host));
  return safe && parsed.userInfo === null && !/[?#]/.test(value)
    ? { ok: true, value: value.replace(/\/*$/, '/') }
    : {
        ok: false,
        rule: t`an https URL of a folder such as https://downloads.example.org/fobwatch/, without user and password`,
      };
};

export const updatesSettings = {
  /** What is done about new versions. */
  updates: setting({
    key: 'when_new',
    says: 'off; notify: a notice tells of a new version; install: it is also put in when the app ends, where the system checks its signature (macOS, Windows)',
    standard: 'notify',
    decode: oneOf('off', 'notify', 'install'),
  }),
  updatesChannel: setting({
    key: 'channel',
    says: 'latest, or beta: also versions that are being tried',
    standard: 'latest',
    decode: oneOf('latest', 'beta'),
  }),
  /** Where the lists of versions are, a folder; null: as this build was made. */
  updatesFeed: setting({
    key: 'feed',
    says: 'the folder that lists new versions, such as https://downloads.example.org/fobwatch/; empty: the one this build was made for',
    standard: null,
    decode: feed,
  }),
};
