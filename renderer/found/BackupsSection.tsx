import { useState } from 'react';
import type { Backup } from '../../app/backups.ts';
import { backupWords, foundWords, putBackQuestion } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import { useSend, useTick } from '../state/outside.ts';

const BackupLine = (props: { readonly backup: Backup }) => {
  const { backup } = props;
  const send = useSend();
  const [sure, setSure] = useState(false);
  const words = useTick((now) => backupWords(backup, now));
  return (
    <li className="found-backup">
      <span>{words}</span>
      {!sure && (
        <button
          type="button"
          className="button"
          aria-label={`${foundWords.putBack} ${words}`}
          onClick={() => setSure(true)}
        >
          {foundWords.putBack}
        </button>
      )}
      {sure && (
        <div className="found-sure">
          <p>{putBackQuestion(backup)}</p>
          <div className="question-ways">
            <button type="button" className="button" ref={focusNew} onClick={() => setSure(false)}>
              {foundWords.notNow}
            </button>
            <button
              type="button"
              className="button button-danger"
              onClick={() => {
                send({ kind: 'restore-backup', path: backup.path });
                setSure(false);
              }}
            >
              {foundWords.putBackNow}
            </button>
          </div>
        </div>
      )}
    </li>
  );
};

/** Backups that held a key, and open with the keychain's key alone. */
export const BackupsSection = (props: { readonly backups: readonly Backup[] }) => {
  const sealed = props.backups.filter((backup) => backup.sealed);
  if (sealed.length === 0) return null;
  return (
    <section>
      <h2>{foundWords.backups}</h2>
      <ul className="found-list">
        {sealed.map((backup) => (
          <BackupLine key={backup.path} backup={backup} />
        ))}
      </ul>
    </section>
  );
};
