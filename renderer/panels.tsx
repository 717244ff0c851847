import type { ReactNode } from 'react';
import type { Panel } from '../app/view/panels.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { DoctorPanel } from './doctor/DoctorPanel.tsx';
import { GrantsPanel } from './grants/GrantsPanel.tsx';
import { ExplainPanel } from './explain/ExplainPanel.tsx';
import { IdentityPanel } from './identity/IdentityPanel.tsx';
import { FoundPanel } from './found/FoundPanel.tsx';
import { LabPanel } from './lab/LabPanel.tsx';
import { LedgerPanel } from './ledger/LedgerPanel.tsx';
import { ProfilesPanel } from './profiles/ProfilesPanel.tsx';
import { ShortcutsPanel } from './shortcuts/ShortcutsPanel.tsx';
import { SettingsPanel } from './settings/SettingsPanel.tsx';
import { TimelinePanel } from './timeline/TimelinePanel.tsx';

export type PanelProps = {
  readonly snapshot: WindowSnapshot;
  /** What is searched for in it; forgotten on leaving. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Whose panel it is, where it is about one identity; null: nobody was named. */
  readonly identity: string | null;
  readonly onBack: () => void;
  /** To the list of roles, whatever panel was before. */
  readonly onDone: () => void;
  readonly onShow: (panel: Panel, identity?: string) => void;
};

/** What draws each panel. */
export const panels: Readonly<Record<Panel, (props: PanelProps) => ReactNode>> = {
  settings: SettingsPanel,
  ledger: LedgerPanel,
  timeline: TimelinePanel,
  found: FoundPanel,
  identity: IdentityPanel,
  grants: GrantsPanel,
  doctor: DoctorPanel,
  explain: ExplainPanel,
  profiles: ProfilesPanel,
  lab: LabPanel,
  shortcuts: ShortcutsPanel,
};
