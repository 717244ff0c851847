import {
  doctorWords,
  foundWords,
  explainLabels,
  grantsWords,
  labels,
  labWords,
  ledgerLabels,
  profileLabels,
  shortcutWords,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { useSend } from '../state/outside.ts';
import { IdentityCard } from './IdentityCard.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { ShortcutState } from './ShortcutState.tsx';
import { SettingChoice } from './SettingChoice.tsx';
import { SettingField } from './SettingField.tsx';

/** Identities, settings with their effect and default, and where everything lies. */
export const SettingsPanel = (props: PanelProps) => {
  const { settings, sessions, problems } = props.snapshot;
  const { values } = settings;
  const send = useSend();
  const createdAt = (of: string): number | null =>
    props.snapshot.keys.find(({ identity }) => identity === of)?.createdAt ?? null;
  return (
    <main className="settings">
      <PanelHead title={labels.settings} onBack={props.onBack} />
      {/* Above what scrolls: a value that was not taken may have been typed far below. */}
      <div className="settings-problems">
        <ProblemList problems={problems.filter(({ kind }) => kind === 'setting')} />
      </div>
      <div className="scroll settings-scroll">
        <section>
          <div className="section-head">
            <h2>{labels.identities}</h2>
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'open-key-form' })}
            >
              {labels.addKey}
            </button>
          </div>
          <ul className="identities">
            {sessions.map((row) => (
              <IdentityCard
                key={row.id}
                row={row}
                createdAt={createdAt(row.identity)}
                onMore={() => props.onShow('identity', row.identity)}
              />
            ))}
          </ul>
          <dl className="facts">
            <dt>{labels.keychain}</dt>
            <dd>{settings.vaultBackend ?? labels.noKeychain}</dd>
          </dl>
        </section>
        <section>
          <h2>{labels.times}</h2>
          <SettingChoice name="theme" value={values.theme} />
          <SettingChoice name="language" value={values.language} />
          <SettingField name="tokenLife" value={values.tokenLife} />
          <SettingField name="credentialLife" value={values.credentialLife} />
          <SettingChoice name="start" value={values.start} />
          <SettingField name="renewWindow" value={values.renewWindow} />
          <SettingField name="noticeLead" value={values.noticeLead} />
          <SettingField name="noticeQuiet" value={values.noticeQuiet} />
          <SettingField name="clipboardLife" value={values.clipboardLife} />
          <SettingChoice name="trayIcon" value={values.trayIcon} />
          {props.snapshot.platform === 'darwin' && (
            <SettingChoice name="trayText" value={values.trayText} />
          )}
          <SettingField name="globalShortcut" value={values.globalShortcut} />
          <ShortcutState snapshot={props.snapshot} />
          <SettingField name="windowKept" value={values.windowKept} />
          <SettingChoice name="exportShell" value={values.exportShell} />
          <SettingChoice name="exportFormat" value={values.exportFormat} />
          <SettingField
            name="consoleBrowser"
            value={values.consoleBrowser}
            placeholder="firefox -P work {url}"
          />
          <SettingChoice name="writtenEnded" value={values.writtenEnded} />
          <SettingChoice name="journalTo" value={values.journalTo} />
          <SettingChoice name="journalDetail" value={values.journalDetail} />
        </section>
        <section>
          <div className="section-head">
            <h2>{shortcutWords.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('shortcuts')}>
              {shortcutWords.show}
            </button>
          </div>
          <p className="setting-help">{shortcutWords.about}</p>
        </section>
        <section>
          <div className="section-head">
            <h2>{doctorWords.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('doctor')}>
              {doctorWords.show}
            </button>
          </div>
          <p className="setting-help">{doctorWords.about}</p>
        </section>
        <section>
          <div className="section-head">
            <h2>{grantsWords.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('grants')}>
              {grantsWords.show}
            </button>
          </div>
          <p className="setting-help">{grantsWords.about}</p>
        </section>
        <section>
          <div className="section-head">
            <h2>{ledgerLabels.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('ledger')}>
              {ledgerLabels.show}
            </button>
          </div>
          <p className="setting-help">{ledgerLabels.about}</p>
          <SettingChoice name="noticeFetch" value={values.noticeFetch} />
        </section>
        <section>
          <div className="section-head">
            <h2>{labWords.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('lab')}>
              {labWords.open}
            </button>
          </div>
          <p className="setting-help">{labWords.about}</p>
        </section>
        <NetworkSection
          settings={settings}
          connection={props.snapshot.connection}
          asked={props.snapshot.go.to === 'network' ? props.snapshot.go.at : null}
        />
        <section>
          <div className="section-head">
            <h2>{explainLabels.title}</h2>
            <button type="button" className="button" onClick={() => props.onShow('explain')}>
              {explainLabels.show}
            </button>
          </div>
          <p className="setting-help">{explainLabels.about}</p>
        </section>
        <section>
          <div className="section-head">
            <h2>{labels.files}</h2>
            <button type="button" className="button" onClick={() => props.onShow('profiles')}>
              {profileLabels.show}
            </button>
          </div>
          <SettingField
            name="configFile"
            value={values.configFile}
            placeholder={settings.configPath}
          />
          <SettingField
            name="credentialsFile"
            value={values.credentialsFile}
            placeholder={settings.credentialsPath}
          />
          <dl className="facts">
            <dt>{labels.inForce}</dt>
            <dd>{settings.configPath}</dd>
            <dd>{settings.credentialsPath}</dd>
            <dt>{labels.settings}</dt>
            <dd>{settings.path}</dd>
            <dt>{labels.command}</dt>
            <dd>{settings.command}</dd>
          </dl>
          <div className="identity-acts">
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'open-config-file' })}
            >
              {labels.openConfig}
            </button>
            <button type="button" className="button" onClick={() => send({ kind: 'reload-files' })}>
              {labels.readAgain}
            </button>
            <button type="button" className="button" onClick={() => props.onShow('found')}>
              {foundWords.show}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'open-settings-file' })}
            >
              {labels.openSettingsFile}
            </button>
          </div>
        </section>
        <button type="button" className="button quit" onClick={() => send({ kind: 'quit' })}>
          {labels.quit}
        </button>
      </div>
    </main>
  );
};
