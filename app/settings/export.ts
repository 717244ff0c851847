import { credentialFormats } from '../credentials/format-names.ts';
import { shells } from '../export/names.ts';
import { oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('export');

export const exportSettings = {
  /** The format of exported files where none is asked for (ST6, ST10). */
  exportFormat: setting({
    key: 'format',
    says: 'vault, boto, json or credential-process: the format of saved credentials where none is asked for',
    standard: 'boto',
    decode: oneOf(...credentialFormats),
  }),
  /** The shell that copied exports are written for; `auto`: the person's own. */
  exportShell: setting({
    key: 'shell',
    says: 'auto, bash, zsh, sh, fish, powershell, cmd, nushell or tcsh: for which shell exports are copied; auto: yours',
    standard: 'auto',
    decode: oneOf('auto', ...shells),
  }),
};
