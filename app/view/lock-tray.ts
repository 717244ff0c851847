import type { TrayView } from './tray.ts';
import { lockLabels, lockedTooltip } from './words/lock.ts';
import { trayLabels } from './words/tray.ts';

/** The tray of a locked app: its figure, and the way to open it. */
export const lockedTray = (): TrayView => ({
  figure: { kind: 'locked' },
  tooltip: lockedTooltip(),
  text: '',
  menu: [
    { kind: 'label', label: lockedTooltip() },
    { kind: 'separator' },
    { kind: 'action', label: lockLabels.unlock, command: { kind: 'show-popover' }, enabled: true },
    { kind: 'separator' },
    { kind: 'action', label: trayLabels.quit, command: { kind: 'quit' }, enabled: true },
  ],
});
