import { useState } from 'react';
import { changesTo } from '../../app/settings/changes.ts';
import { defaultSettings, encodeSetting, settingNames, type Settings } from '../../app/settings.ts';
import { resetCount, settingsWords } from '../../app/view/words.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { useSend } from '../state/outside.ts';
import { ChangeList } from './ChangeList.tsx';

const defaults = new Map(settingNames.map((name) => [name, encodeSetting(defaultSettings[name])]));

/** Every default at once: asked for, and asked again with what it would change. */
export const ResetBlock = (props: {
  readonly values: Settings;
  /** Whether settings.ini has values that cannot be taken, which go as well. */
  readonly troubled: boolean;
}) => {
  const send = useSend();
  const [asked, setAsked] = useState(false);
  const changes = changesTo(props.values, defaults);
  const idle = changes.length === 0 && !props.troubled;
  return (
    <div className="setting" data-wide="">
      <p className="setting-help">
        {idle ? settingsWords.noneChanged : settingsWords.resetAllAbout}
      </p>
      <div className="setting-acts">
        <button
          type="button"
          className="button button-danger"
          // Not `disabled`, which would drop the focus of whoever just reset everything.
          aria-disabled={idle}
          onClick={() => setAsked(!idle)}
        >
          {settingsWords.resetAll}
        </button>
      </div>
      {asked && (
        <Confirm
          words={{
            title: settingsWords.resetAllTitle,
            yes: settingsWords.resetAllSure,
            no: settingsWords.close,
          }}
          dangerous
          onYes={() => {
            setAsked(false);
            send({ kind: 'reset-settings' });
          }}
          onNo={() => setAsked(false)}
        >
          <p>{changes.length === 0 ? settingsWords.resetTroubled : resetCount(changes.length)}</p>
          <ChangeList changes={changes} />
        </Confirm>
      )}
    </div>
  );
};
