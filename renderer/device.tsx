import { wizardWords } from '../app/view/words.ts';
import { DeviceWizard } from './device/DeviceWizard.tsx';
import { mount } from './mount.tsx';
import './style/index.css';

mount(
  (snapshot) => <DeviceWizard snapshot={snapshot} />,
  () => wizardWords.title,
);
