import type { Platform } from '../../app/model.ts';

/** One raw format of the system's clipboard with what it holds. */
export type RawFormat = { readonly format: string; readonly bytes: Uint8Array };

const text = (of: string): Uint8Array => new TextEncoder().encode(of);

/** A DWORD of zero. */
const NO = new Uint8Array(4);

/**
 * What tells a clipboard manager to keep a text out of its history and off other devices. Each is asked for by the
 * managers themselves: nothing obliges one to look, so a text so marked is in the clipboard like any other.
 *
 * - Linux: KDE's Klipper, CopyQ, GPaste and others look for the hint of KDE's password managers.
 * - macOS: the names of nspasteboard.org, which managers there have agreed on.
 * - Windows: the formats of its own clipboard history and cloud clipboard.
 */
export const concealment: { readonly [P in Platform]: readonly RawFormat[] } = {
  linux: [{ format: 'x-kde-passwordManagerHint', bytes: text('secret') }],
  darwin: [{ format: 'org.nspasteboard.ConcealedType', bytes: text('') }],
  win32: [
    { format: 'ExcludeClipboardContentFromMonitorProcessing', bytes: NO },
    { format: 'CanIncludeInClipboardHistory', bytes: NO },
    { format: 'CanUploadToCloudClipboard', bytes: NO },
  ],
};

/** Electron's name, from 44 on, for a format of the system's own. */
export const rawFormatName = (format: string): string =>
  `electron application/osclipboard;format="${format}"`;
