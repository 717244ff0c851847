import type { ReactNode } from 'react';
import type { Panel } from '../../app/view/panels.ts';
import type { SettingPart } from '../../app/settings/sections.ts';
import {
  connectionLabels,
  doctorWords,
  explainLabels,
  foundWords,
  grantsWords,
  labels,
  labWords,
  ledgerLabels,
  lockLabels,
  ownSectionWords,
  profileLabels,
  settingsWords,
  shortcutWords,
  updateLabels,
  updatesAbout,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { useSend } from '../state/outside.ts';
import { UpdatesBlock } from '../updates/UpdatesBlock.tsx';
import { ConnectionResult } from './ConnectionResult.tsx';
import { ExchangeBlock } from './ExchangeBlock.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { LoginLine } from './LoginLine.tsx';
import { ENDPOINTS_KEY, Leads, LEADS_KEY, UncheckedEndpoints } from './OwnSections.tsx';
import { ResetBlock } from './ResetBlock.tsx';
import type { Findable } from './search-settings.ts';

/** What stands in the settings view beside the settings. */
export type Block = Findable & {
  readonly id: string;
  readonly part: SettingPart;
  /** Whether it stands before the settings of its part. */
  readonly first?: boolean;
  readonly differs?: boolean;
  readonly node: ReactNode;
};

/** The way to a panel: its name, what it is for, and the button. */
const Tool = (props: {
  readonly title: string;
  readonly about: string;
  readonly act: string;
  readonly onAct: () => void;
}) => (
  <div className="setting tool">
    <h3>{props.title}</h3>
    <button type="button" className="button" onClick={props.onAct}>
      {props.act}
    </button>
    <p className="setting-help">{props.about}</p>
  </div>
);

type ToolWords = { readonly title: string; readonly about: string; readonly show: string };

const toolPanels = {
  shortcuts: () => shortcutWords,
  doctor: () => doctorWords,
  grants: () => grantsWords,
  ledger: () => ledgerLabels,
  explain: () => explainLabels,
  lab: () => ({ title: labWords.title, about: labWords.about, show: labWords.open }),
} as const satisfies Readonly<Partial<Record<Panel, () => ToolWords>>>;

const tools = (onShow: PanelProps['onShow']): readonly Block[] => {
  const blocks: Block[] = [];
  for (const panel of ['shortcuts', 'doctor', 'grants', 'ledger', 'explain', 'lab'] as const) {
    const { title, about, show } = toolPanels[panel]();
    blocks.push({
      id: panel,
      part: 'tools',
      label: title,
      effect: about,
      key: '',
      node: <Tool title={title} about={about} act={show} onAct={() => onShow(panel)} />,
    });
  }
  return blocks;
};

const Identities = (props: PanelProps) => {
  const { settings, sessions, keys } = props.snapshot;
  return (
    <>
      <ul className="identities">
        {sessions.map((row) => (
          <IdentityCard
            key={row.id}
            row={row}
            createdAt={keys.find(({ identity }) => identity === row.identity)?.createdAt ?? null}
            onMore={() => props.onShow('identity', row.identity)}
          />
        ))}
      </ul>
      <dl className="facts">
        <dt>{labels.keychain}</dt>
        <dd>{settings.vaultBackend ?? labels.noKeychain}</dd>
      </dl>
    </>
  );
};

/** Where everything lies, and the ways to it. */
const Files = (props: PanelProps) => {
  const { settings } = props.snapshot;
  const send = useSend();
  return (
    <>
      <dl className="facts">
        <dt>{labels.inForce}</dt>
        <dd>{settings.configPath}</dd>
        <dd>{settings.credentialsPath}</dd>
        <dt>{labels.command}</dt>
        <dd>{settings.command}</dd>
      </dl>
      <div className="setting-acts">
        <button type="button" className="button" onClick={() => send({ kind: 'open-config-file' })}>
          {labels.openConfig}
        </button>
        <button type="button" className="button" onClick={() => send({ kind: 'reload-files' })}>
          {labels.readAgain}
        </button>
        <button type="button" className="button" onClick={() => props.onShow('found')}>
          {foundWords.show}
        </button>
      </div>
    </>
  );
};

const SettingsFile = (props: { readonly path: string }) => {
  const send = useSend();
  return (
    <div className="setting" data-wide="">
      <p className="setting-help">{settingsWords.fileAbout}</p>
      <div className="setting-meta">
        <code>{props.path}</code>
      </div>
      <div className="setting-acts">
        <button
          type="button"
          className="button"
          onClick={() => send({ kind: 'open-settings-file' })}
        >
          {labels.openSettingsFile}
        </button>
      </div>
    </div>
  );
};

/** Everything in the settings view that is no setting of settings.ini. */
export const blocksOf = (props: PanelProps): readonly Block[] => {
  const { settings, connection, sessions, problems } = props.snapshot;
  const { test } = connection;
  const login = settings.loginStart.entry;
  return [
    {
      id: 'identities',
      part: 'identities',
      label: labels.identities,
      effect: sessions.map(({ identity }) => identity).join(' '),
      key: labels.keychain,
      node: <Identities {...props} />,
    },
    {
      id: 'login',
      part: 'window',
      first: true,
      label: settingsWords.loginStart,
      effect: settingsWords.loginEffect,
      key: settings.loginStart.path ?? '',
      differs: login !== null && login.kind !== 'off',
      node: <LoginLine login={settings.loginStart} />,
    },
    {
      id: 'lock',
      part: 'lock',
      first: true,
      label: lockLabels.title,
      effect: `${lockLabels.about} ${lockLabels.panicAbout}`,
      key: '',
      node: (
        <div className="setting" data-wide="">
          <p className="setting-help">{lockLabels.about}</p>
          <p className="setting-help">{lockLabels.panicAbout}</p>
        </div>
      ),
    },
    {
      id: 'connection',
      part: 'network',
      first: true,
      label: connectionLabels.test,
      effect: connectionLabels.title,
      key: '',
      node: test.kind === 'none' ? null : <ConnectionResult test={test} />,
    },
    {
      id: 'leads',
      part: 'notices',
      label: ownSectionWords.leads.title,
      effect: ownSectionWords.leads.about,
      key: LEADS_KEY,
      node: <Leads snapshot={props.snapshot} />,
    },
    {
      id: 'unchecked-endpoints',
      part: 'network',
      label: ownSectionWords.endpoints.title,
      effect: ownSectionWords.endpoints.about,
      key: ENDPOINTS_KEY,
      node: <UncheckedEndpoints snapshot={props.snapshot} />,
    },
    {
      id: 'files',
      part: 'files',
      label: labels.files,
      effect: `${labels.openConfig} ${labels.readAgain} ${foundWords.show} ${profileLabels.show}`,
      key: `${settings.configPath} ${settings.credentialsPath} ${settings.command}`,
      node: <Files {...props} />,
    },
    ...tools(props.onShow),
    {
      id: 'new-versions',
      part: 'updates',
      first: true,
      label: `${updateLabels.title} ${updateLabels.check}`,
      effect: updatesAbout.about,
      key: '',
      node: <UpdatesBlock updates={props.snapshot.updates} />,
    },
    {
      id: 'settings-file',
      part: 'file',
      label: labels.openSettingsFile,
      effect: settingsWords.fileAbout,
      key: settings.path,
      node: <SettingsFile path={settings.path} />,
    },
    {
      id: 'exchange',
      part: 'file',
      label: `${settingsWords.exportTo} ${settingsWords.importFrom}`,
      effect: settingsWords.exchangeAbout,
      key: '',
      node: <ExchangeBlock exchange={settings.exchange} />,
    },
    {
      id: 'reset',
      part: 'file',
      label: settingsWords.resetAll,
      effect: settingsWords.resetAllAbout,
      key: '',
      node: (
        <ResetBlock
          values={settings.values}
          troubled={problems.some((one) => one.kind === 'setting' && one.problem.kind === 'value')}
        />
      ),
    },
  ];
};
