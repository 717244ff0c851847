import { App } from './App.tsx';
import { LockedView } from './lock/LockedView.tsx';
import { mount } from './mount.tsx';
import { Spoken } from './parts/Spoken.tsx';
import './style/index.css';

// What was typed in the app goes with its window's content.
mount((snapshot) => (
  <>
    {snapshot.lock.kind === 'open' ? (
      <App snapshot={snapshot} />
    ) : (
      <LockedView snapshot={snapshot} lock={snapshot.lock} />
    )}
    {/* What was said in another language is not said any more. */}
    <Spoken key={snapshot.language} snapshot={snapshot} />
  </>
));
