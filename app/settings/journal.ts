import { oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('journal');

export const journalSettings = {
  /** Where the journal goes: its file, or the stream the app writes to (ST11). */
  journalTo: setting({
    key: 'to',
    says: 'file: journal.log beside this file; stream: what the app writes to the terminal it was started from',
    standard: 'file',
    decode: oneOf('file', 'stream'),
  }),
  /** `debug` also tells what was decided and when it is looked at again. */
  journalDetail: setting({
    key: 'detail',
    says: 'normal, or debug: also what was decided and when it is looked at again',
    standard: 'normal',
    decode: oneOf('normal', 'debug'),
  }),
};
