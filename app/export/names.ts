/**
 * For whom a block is written. Shells evaluate it; files are read by what loads them. The order is that of menus and
 * of the settings.
 */
export const shells = [
  'bash',
  'zsh',
  'sh',
  'fish',
  'powershell',
  'cmd',
  'nushell',
  'tcsh',
] as const;
export type Shell = (typeof shells)[number];

/** `dotenv`: lines of a `.env`; `json`: the variables as one object; `ini`: a section of AWS's credentials file. */
export const fileForms = ['dotenv', 'json', 'ini'] as const;
export type FileForm = (typeof fileForms)[number];

export const exportForms = [...shells, ...fileForms] as const;
export type ExportForm = Shell | FileForm;

/**
 * `exports` hands keys over; `live` names a credential_process profile, so that nothing goes stale; `clear` takes away
 * whatever the others set. A file has exports only: nothing in it can take a variable away.
 */
export const blocks = ['exports', 'live', 'clear'] as const;
export type Block = (typeof blocks)[number];

/** What is asked of a copy. */
export type CopyAs = { readonly form: ExportForm; readonly block: Block };

/** What was copied: one of these, or the block that leads to an endpoint. */
export type CopiedAs = { readonly form: ExportForm; readonly block: Block | 'endpoint' };

/** Which of the two a form is. */
export const isShell = (form: ExportForm): form is Shell => shells.some((shell) => shell === form);
